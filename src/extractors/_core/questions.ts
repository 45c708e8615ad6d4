import { asText, type Json, objects } from './json.ts'

/** Labels of `{"options": [{"label": …}]}`, at most 20. */
export const labelsOf = (asked: Json | undefined): string[] =>
  objects(asked?.options)
    .slice(0, 20)
    .map(option => asText(option.label))
    .filter(Boolean)
