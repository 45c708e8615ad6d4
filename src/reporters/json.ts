import { defineReporter } from '../core/finding.ts'

export default defineReporter({
  id: 'json',
  summary: 'every file with its findings; the shape is schemas/finding.schema.json',
  format: reports => `${JSON.stringify(reports, null, 2)}\n`,
})
