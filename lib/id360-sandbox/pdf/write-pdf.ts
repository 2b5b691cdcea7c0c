import { once } from 'node:events'
import PDFDocument from 'pdfkit'

export type Pdf = PDFKit.PDFDocument

const MARGIN = 56
const FOOTER_HEIGHT = 40

/**
 * The letters the standard fonts of PDF have (Windows-1252): French is covered. Others become "?", as a wrong letter
 * would be worse.
 */
const BEYOND_WINDOWS_1252 = /[^\x20-\x7e\xa0-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\n]/gu

/** Text as the standard fonts can write it. */
export function pdfText(text: string): string {
  return text.normalize('NFC').replace(BEYOND_WINDOWS_1252, '?')
}

/**
 * Writes a PDF of A4 pages with selectable text, the watermark and "page n / m" on each.
 * The same `title`, `at` (epoch ms, its creation date) and drawing give the same bytes.
 */
export async function writePdf(title: string, at: number, draw: (pdf: Pdf) => void): Promise<Buffer> {
  const date = new Date(at)
  const pdf = new PDFDocument({
    size: 'A4',
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN + FOOTER_HEIGHT },
    bufferPages: true,
    pdfVersion: '1.7',
    lang: 'fr-FR',
    displayTitle: true,
    info: { Title: title, Author: 'Sandbox', CreationDate: date, ModDate: date },
  })
  const chunks: Buffer[] = []
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = once(pdf, 'end')
  draw(pdf)
  const { start, count } = pdf.bufferedPageRange()
  for (let index = start; index < start + count; index += 1) {
    pdf.switchToPage(index)
    drawFooter(pdf, `${index - start + 1} / ${count}`)
  }
  pdf.end()
  await ended
  return Buffer.concat(chunks)
}

function drawFooter(pdf: Pdf, pageNumber: string): void {
  const { width, height, margins } = pdf.page
  // Below the bottom margin pdfkit would begin a new page.
  const bottom = margins.bottom
  margins.bottom = 0
  const line = { width: width - 2 * MARGIN, lineBreak: false }
  pdf
    .font('Helvetica-Bold')
    .fontSize(9)
    .fillColor('#b03a2e')
    .text('SANDBOX – SPÉCIMEN – document fictif, sans aucune valeur', MARGIN, height - MARGIN, line)
  pdf
    .font('Helvetica')
    .fillColor('#333333')
    .text(`Page ${pageNumber}`, MARGIN, height - MARGIN, { ...line, align: 'right' })
  margins.bottom = bottom
}
