import { globSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, type Locator, type Page } from '@playwright/test'
import { attend } from './attend'
import { type DemoEnrollment, demoEnrollment } from './demo-enrollment'
import { uniqueReference } from './enrollment-form'
import { expectNothingSerious } from './expect-accessible'
import { deskUrl } from './staff-page'

/** Where an enrollment's page is, and its id at ID360. */
export type Made = Pick<DemoEnrollment, 'address' | 'id360Id'>

/** A new enrollment of the support agent; by default of the journey that makes every kind of evidence. */
export const makeEnrollment = ({
  process = 'Signature avancée',
  prefix = 'EVID',
  name = 'Pervenche',
} = {}): Promise<Made> =>
  demoEnrollment(uniqueReference(prefix), {
    process,
    lastName: name,
    firstName: 'Solène',
    ...(process === 'Signature avancée' && { idclaimPhone: '+33 6 39 98 12 34' }),
  })

const keepingName = /^(Preuves conservées|Evidence kept)$/
export const keeping = (page: Page) => page.getByRole('region', { name: keepingName })
export const expectAllKept = (page: Page) =>
  expect(keeping(page)).toContainText('Tout ce qu’ID360 a remis est conservé ici.')

/** The card of the page with this heading. */
export const card = (page: Page, name: string) =>
  page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name, exact: true }) })

export const reasons = (page: Page) => card(page, 'Pourquoi ce dossier est refusé').locator('ol > li')

/** Where in the report the tree of the page stands. */
export const treePath = (page: Page) => page.locator('[data-json-path]')

export async function openReport(page: Page, { address }: Made): Promise<void> {
  await page.goto(deskUrl(`${address}/report`))
  await attend(page)
  await expect(page.getByRole('tree', { name: 'Rapport JSON' })).toBeVisible()
}

/** The canvas a page of a PDF is painted on. */
export const pdfCanvas = (page: Page) => page.locator('.react-pdf__Page canvas')

export type Box = { x: number; y: number; width: number; height: number }

/** Of a part of a canvas (fractions of its sides; by default all of it): how much is not white, and how many colours. */
export const paintOf = (canvas: Locator, part: Box = { x: 0, y: 0, width: 1, height: 1 }) =>
  canvas.evaluate((element, { x, y, width, height }) => {
    const nothing = { inked: 0, colours: 0, reds: 0 }
    if (!(element instanceof HTMLCanvasElement) || element.width === 0) return nothing
    const context = element.getContext('2d')
    if (!context) return nothing
    const { data } = context.getImageData(
      Math.floor(x * element.width),
      Math.floor(y * element.height),
      Math.max(1, Math.floor(width * element.width)),
      Math.max(1, Math.floor(height * element.height)),
    )
    const seen = new Set<number>()
    let inked = 0
    let reds = 0
    for (let at = 0; at < data.length; at += 4) {
      const red = data[at] ?? 0
      const green = data[at + 1] ?? 0
      const blue = data[at + 2] ?? 0
      const alpha = data[at + 3] ?? 0
      if (alpha > 0 && red + green + blue < 720) inked += 1
      if (alpha > 0 && red > 150 && green < 80 && blue < 80) reds += 1
      seen.add((red << 16) | (green << 8) | blue)
    }
    const pixels = data.length / 4
    return { inked: inked / pixels, colours: seen.size, reds: reds / pixels }
  }, part)

/** The page of the PDF holds more than a white sheet: some of its pixels are inked, with the greys of letters. */
export async function expectPainted(page: Page): Promise<void> {
  await expect.poll(async () => (await paintOf(pdfCanvas(page))).colours).toBeGreaterThan(8)
  expect((await paintOf(pdfCanvas(page))).inked).toBeGreaterThan(0.002)
}

/** The picture was decoded, and holds more than one colour. */
export async function expectPicture(image: Locator): Promise<void> {
  await image.scrollIntoViewIfNeeded()
  const colours = () =>
    image.evaluate((element) => {
      if (!(element instanceof HTMLImageElement) || element.naturalWidth === 0) return 0
      const canvas = document.createElement('canvas')
      canvas.width = 64
      canvas.height = 64
      const context = canvas.getContext('2d')
      context?.drawImage(element, 0, 0, 64, 64)
      const { data = [] } = context?.getImageData(0, 0, 64, 64) ?? {}
      const seen = new Set<string>()
      for (let at = 0; at < data.length; at += 4) seen.add(`${data[at]},${data[at + 1]},${data[at + 2]}`)
      return seen.size
    })
  await expect.poll(colours).toBeGreaterThan(8)
}

/** Changes one byte of the sealed file that holds the bytes of this fingerprint. */
export function flipByte(sha256: string): void {
  const folder = path.join(process.env.DESK_DATA_DIR ?? '', 'evidence')
  const [file] = globSync(`**/${sha256}.sealed`, { cwd: folder })
  if (!file) throw new Error(`no sealed file for ${sha256}`)
  const bytes = readFileSync(path.join(folder, file))
  const at = Math.floor(bytes.length / 2)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(path.join(folder, file), bytes)
}

/** Axe finds nothing serious, and nothing is wider than the screen. */
export async function expectAccessible(page: Page): Promise<void> {
  await expectNothingSerious(page)
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(overflow).toBeLessThanOrEqual(0)
}
