import type { DocumentCallback } from 'react-pdf/dist/shared/types.js'

/** Sharp on paper, and a hostile page of many metres stays within what a canvas may hold. */
const PRINT_SCALE = 150 / 72
const WIDEST = 4000
const MOST_PAGES = 200

/**
 * Prints every page of a PDF and nothing else of the screen: each is drawn as an image, then the browser's own dialog
 * opens. Resolves when that is over. Throws when a page cannot be drawn.
 */
export async function printPdf(pdf: DocumentCallback): Promise<void> {
  const sheet = document.createElement('div')
  sheet.dataset.printSheet = ''
  const addresses: string[] = []
  try {
    for (let number = 1; number <= Math.min(pdf.numPages, MOST_PAGES); number += 1) {
      const image = new Image()
      image.alt = ''
      image.src = URL.createObjectURL(await drawPage(pdf, number))
      addresses.push(image.src)
      sheet.append(image)
      await image.decode()
    }
    document.body.append(sheet)
    // Blocks until the dialog is closed; phones return at once and say when it is over.
    const over = new Promise((resolve) => window.addEventListener('afterprint', resolve, { once: true }))
    window.print()
    await over
  } finally {
    sheet.remove()
    for (const address of addresses) URL.revokeObjectURL(address)
  }
}

async function drawPage(pdf: DocumentCallback, number: number): Promise<Blob> {
  const page = await pdf.getPage(number)
  const natural = page.getViewport({ scale: 1 })
  const scale = Math.min(PRINT_SCALE, WIDEST / Math.max(natural.width, natural.height))
  const viewport = page.getViewport({ scale })
  const canvas = document.createElement('canvas')
  canvas.width = Math.ceil(viewport.width)
  canvas.height = Math.ceil(viewport.height)
  await page.render({ canvas, viewport, intent: 'print' }).promise
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('the page was not drawn'))),
      'image/png',
    ),
  )
}
