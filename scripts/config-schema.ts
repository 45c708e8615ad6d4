import { LEVELS, PRESETS } from '../src/core/lint/config.ts'
import type { Rule } from '../src/core/lint/rule.ts'

const patterns = (description: string) => ({ description, type: 'array', items: { type: 'string' } })

/** JSON Schema of the settings of `midstride lint`, for completion and checks in editors; agrees with `readConfig`. */
export function configSchema(rules: readonly Rule[]): Record<string, unknown> {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://midstride.dev/schemas/lint-config.schema.json',
    title: 'Settings of midstride lint',
    description:
      '.midstriderc.json, .midstriderc.yaml, midstride.config.json, midstride.config.yaml, or `midstride` in package.json.',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { description: 'This schema, for editors.', type: 'string' },
      extends: {
        description:
          'Severities to start from: `recommended` are those of the rules, `strict` makes warnings errors and hints warnings.',
        enum: PRESETS,
        default: 'recommended',
      },
      rules: { $ref: '#/$defs/rules' },
      overrides: {
        description: 'Other severities for some files; the last entry that matches wins.',
        type: 'array',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['files'],
          properties: { files: patterns('Globs, relative to this file.'), rules: { $ref: '#/$defs/rules' } },
        },
      },
      ignore: patterns('Globs of files that are not linted, relative to this file.'),
      baseline: {
        description: 'File of findings to live with, relative to this file; written by `--update-baseline`.',
        type: 'string',
      },
      maxWarnings: { description: 'More warnings than this make the exit code 1.', type: 'integer', minimum: 0 },
      inline: {
        description: 'false: `midstride-disable` comments in documents switch nothing off.',
        type: 'boolean',
        default: true,
      },
    },
    $defs: {
      level: { enum: LEVELS },
      rules: {
        description: 'Rule → severity, or `off`.',
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(
          rules.map(({ id, summary, severity }) => [
            id,
            { description: `Wants: ${summary}. Default: ${severity}.`, $ref: '#/$defs/level' },
          ]),
        ),
      },
    },
  }
}
