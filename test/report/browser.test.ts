import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeReport } from '../../src/app/report.ts'
import { browserPath, openBrowser } from '../support/browser.ts'
import { type Recorded, readRecordings } from '../support/recordings.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const root = path.resolve(import.meta.dirname, '../..')
const documents = ['solo', 'orchestrator', 'auto'].map(name => `docs/examples/handoff-${name}.md`)
const SCREENS = [
  [1280, 'light'],
  [820, 'dark'],
  [390, 'light'],
] as const

describe.skipIf(!browserPath)('a report in a browser', () => {
  let folder: string
  let browser: Browser
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'midstride-report-'))
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const subjects = [...documents, ...readRecordings().map(({ transcript }) => transcript)]
  it.each(subjects)('can be read by everyone at every width, and asks for nothing: %s', async subject => {
    const env = { HOME: folder, MIDSTRIDE_DB: path.join(folder, 'midstride.db') }
    const { html } = await makeReport({ subject, cwd: root, env })
    const file = path.join(folder, 'report.html')
    writeFileSync(file, html)
    for (const [width, colorScheme] of SCREENS) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true })
      const page = await context.newPage()
      const requests: string[] = []
      const messages: string[] = []
      page.on('request', request => requests.push(request.url()))
      page.on('console', message => messages.push(message.text()))
      await page.goto(`file://${file}`)
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      expect(messages).toEqual([])
      expect(requests).toEqual([`file://${file}`])
      await page.evaluate(axe)
      const found = (await page.evaluate('axe.run()')) as { violations: { id: string; impact: string }[] }
      expect(found.violations.map(({ id, impact }) => `${id}: ${impact}`)).toEqual([])
      await context.close()
    }
  })

  it('applies its own style under its own policy', async () => {
    const [{ transcript }] = readRecordings() as [Recorded]
    const { html } = await makeReport({ subject: transcript, cwd: root, env: { HOME: folder } })
    writeFileSync(path.join(folder, 'styled.html'), html)
    const page = await browser.newPage()
    const messages: string[] = []
    page.on('console', message => messages.push(message.text()))
    await page.goto(`file://${path.join(folder, 'styled.html')}`)
    expect(await page.evaluate("getComputedStyle(document.querySelector('.chip')).borderRadius")).toBe('16px')
    expect(messages).toEqual([])
    await page.locator('details.verdict summary').first().click()
    expect(await page.evaluate("document.querySelectorAll('details.verdict[open]').length")).toBe(1)
    await page.close()
  })
})
