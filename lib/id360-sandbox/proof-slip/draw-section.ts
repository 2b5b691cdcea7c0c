import { type Pdf, pdfText } from '../pdf/write-pdf'

const LINE = '#c3ccd9'
const HEAD_LINE = '#24364f'
const LABEL_WIDTH = 150
const GAP = 8
const PADDING = 4

/** A heading, with air above it. */
export function drawHeading(pdf: Pdf, text: string): void {
  pdf.moveDown(1.5).font('Helvetica-Bold').fontSize(13).fillColor('#24364f')
  pdf.text(pdfText(text), pdf.page.margins.left)
  pdf.moveDown(0.3).font('Helvetica').fontSize(10).fillColor('#111111')
}

/** One row of wrapped cells and a line below; on a new page when it does not fit. pdfkit's own table cuts accents off. */
function drawRow(pdf: Pdf, cells: readonly string[], widths: readonly number[], line: string): void {
  const { left, right, bottom } = pdf.page.margins
  const texts = cells.map((cell) => pdfText(cell))
  const boxOf = (index: number) => ({ width: (widths[index] ?? 0) - GAP })
  const height = Math.max(...texts.map((text, index) => pdf.heightOfString(text, boxOf(index)))) + 2 * PADDING
  if (pdf.y + height > pdf.page.height - bottom) pdf.addPage()
  const top = pdf.y
  let x = left
  for (const [index, text] of texts.entries()) {
    pdf.text(text, x, top + PADDING, boxOf(index))
    x += widths[index] ?? 0
  }
  const end = top + height
  pdf
    .moveTo(left, end)
    .lineTo(pdf.page.width - right, end)
    .lineWidth(0.5)
    .strokeColor(line)
    .stroke()
  pdf.x = left
  pdf.y = end
}

const fullWidth = (pdf: Pdf) => pdf.page.width - pdf.page.margins.left - pdf.page.margins.right

/** Lines of a label and its value; a value that is absent shows as a dash. */
export function drawFields(
  pdf: Pdf,
  fields: readonly (readonly [string, string | null | undefined])[],
): void {
  const widths = [LABEL_WIDTH, fullWidth(pdf) - LABEL_WIDTH]
  for (const [label, value] of fields) drawRow(pdf, [label, value || '–'], widths, LINE)
}

/** A table with a head. `widths` in points, of all columns but the first, which takes what is left. */
export function drawTable(
  pdf: Pdf,
  head: readonly string[],
  rows: readonly (readonly string[])[],
  widths: readonly number[],
): void {
  const first = fullWidth(pdf) - widths.reduce((sum, width) => sum + width, 0)
  pdf.font('Helvetica-Bold')
  drawRow(pdf, head, [first, ...widths], HEAD_LINE)
  pdf.font('Helvetica')
  for (const row of rows) drawRow(pdf, row, [first, ...widths], LINE)
}
