/** The project's folder name below `~/.local/spellbook/docs/`: no leading slash, every other one a dash; a drive letter loses its colon. */
export function encodeProject(project: string): string {
  return (
    project
      .replace(/^[\\/]+/, '')
      .replace(/^([A-Za-z]):/, '$1')
      .replace(/[\\/]/g, '-') || '-'
  )
}
