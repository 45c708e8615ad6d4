/** A file that is there, and locked, while a damaged database is set aside. */
export const lockOf = (file: string) => `${file}.mending`
