import path from 'node:path'
import { defineExtractor } from '../core/extractor.ts'
import { OpenCodeReader } from './_opencode/reader.ts'

/** OpenCode: the JSON of `opencode export <session>`, versions 1.2.20 to 1.18.33; exports of child sessions may lie beside it. */
export default defineExtractor({
  agent: 'opencode',
  title: 'OpenCode',
  shape: 'document',
  detect: head => /^\s*\{\s*"info"\s*:\s*\{/.test(head) && /"id"\s*:\s*"ses_\w+"/.test(head),
  companions: transcript => [{ folder: path.dirname(transcript), file: /^ses_\w+\.json$/, deep: false }],
  start: context => new OpenCodeReader(context),
})
