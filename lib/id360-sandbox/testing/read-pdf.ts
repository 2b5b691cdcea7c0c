import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** The title of a PDF and the text of each page as a person would select it. Throws when it is no PDF. */
export async function readPdf(pdf: Buffer): Promise<{ title: unknown; pages: string[] }> {
  const loading = getDocument({ data: new Uint8Array(pdf), verbosity: 0 })
  try {
    const document = await loading.promise
    const pages: string[] = []
    for (let number = 1; number <= document.numPages; number += 1) {
      const { items } = await (await document.getPage(number)).getTextContent()
      pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '))
    }
    const { info } = await document.getMetadata()
    return { title: (info as { Title?: unknown }).Title, pages }
  } finally {
    await loading.destroy()
  }
}
