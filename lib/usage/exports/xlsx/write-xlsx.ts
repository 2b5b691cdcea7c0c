import { ReadableStream as StreamOfPieces } from 'node:stream/web'
import { ZipWriter } from '@zip.js/zip.js'
import type { ExportSection, ExportTable } from '../export-table'
import type { LocalClock } from '../local-clock'
import { readRows } from './row-reader'
import { sheetNamer } from './sheet-names'
import { SHEET_DATA_ROWS, sheetXml } from './sheet-xml'
import { sheetPath, type WrittenSheet, workbookParts } from './workbook-parts'

export type XlsxOptions = {
  clock: LocalClock
  /** When the file was made, epoch ms. */
  at: number
  signal: AbortSignal
  /** Rows of data on a sheet before the next one begins. */
  dataRows?: number
}

/**
 * A table as a workbook (ECMA-376), zipped while it is read: a sheet a section, and another one when a sheet is full.
 * Nothing is held but a page of rows and what the compressor holds.
 */
export async function* writeXlsx(table: ExportTable, options: XlsxOptions): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>({
    // The writer uses its buffers again.
    transform: (chunk, controller) => controller.enqueue(chunk.slice()),
  })
  const packed = packWorkbook(table, writable, options)
  // Told to whoever reads; a reader that left need not hear of it.
  packed.catch((error: unknown) => writable.abort(error).catch(() => {}))
  yield* readable
  await packed
}

async function packWorkbook(
  table: ExportTable,
  sink: WritableStream<Uint8Array>,
  { clock, at, signal, dataRows = SHEET_DATA_ROWS }: XlsxOptions,
): Promise<void> {
  // Excel repairs, or refuses, workbooks whose small entries are marked as zip64; no sheet comes near 4 GiB.
  const zip = new ZipWriter(sink, {
    useWebWorkers: false,
    zip64: false,
    extendedTimestamp: false,
    level: 1,
    lastModDate: new Date(at),
  })
  const nameOf = sheetNamer('Sheet')
  const sheets: WrittenSheet[] = []
  for (const section of table.sections) await packSection(section)
  for (const [path, xml] of workbookParts(sheets, table.totalWord)) {
    await zip.add(path, streamOf([Buffer.from(xml)]), { signal })
  }
  await zip.close()

  async function packSection({ name, pages, given }: ExportSection) {
    const rows = readRows(pages)
    try {
      do {
        signal.throwIfAborted()
        const sheet = { name: nameOf(name), dataRange: '' }
        sheets.push(sheet)
        const written = (dataRange: string) => {
          sheet.dataRange = dataRange
        }
        const xml = sheetXml(rows, { table, given, clock, dataRows, written })
        await zip.add(sheetPath(sheets.length), streamOf(xml), { signal })
      } while (!(await rows.ended()))
    } finally {
      await rows.close()
    }
  }
}

const streamOf = (pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) =>
  StreamOfPieces.from(pieces) as ReadableStream<Uint8Array>
