import type { CallbackHeader } from '../store/enrollment'

const ENTRIES_PER_PAGE = 200
/** One entry in so many echoes the callback secrets: whoever masks them must look everywhere. */
const ECHO_EVERY = 500
const WORDS = ['Énergie', 'spécimen', 'REPUBLIQUE', 'DU', 'BAC', 'À', 'SABLE', 'exemple', '1987', 'X0000000X']

type Page = { page: number; blocks: Record<string, unknown>[] }

/** What a text recognition tells of one word: the same for the same index. */
function entry(index: number, secrets: readonly CallbackHeader[]): Record<string, unknown> {
  const word = WORDS[index % WORDS.length]
  const score = Number((0.5 + ((index * 7919) % 5000) / 10_000).toFixed(4))
  return {
    index,
    text: `${word}-${index}`,
    score,
    box: { x: (index * 37) % 2480, y: (index * 53) % 3508, width: 40 + (index % 160), height: 28 },
    alternatives: [
      { text: `${word}_${index}`, score: Number((score / 2).toFixed(4)) },
      { text: null, score: 0 },
    ],
    checks: { readable: score > 0.6, language: index % 3 === 0 ? 'fr' : 'en', tags: [`t${index % 11}`] },
    ...(index % ECHO_EVERY === 0 && { callback_headers: secrets }),
  }
}

/** Pages of entries that take about `bytes` bytes of JSON, at most one entry more. */
function pagesOf(bytes: number, secrets: readonly CallbackHeader[]): Page[] {
  const pages: Page[] = []
  let size = 0
  for (let index = 0; size < bytes; index += 1) {
    const number = Math.floor(index / ENTRIES_PER_PAGE)
    const page = pages[number] ?? { page: number, blocks: [] }
    if (!pages[number]) {
      pages.push(page)
      size += Buffer.byteLength(JSON.stringify(page)) + 1
    }
    const block = entry(index, secrets)
    page.blocks.push(block)
    size += Buffer.byteLength(JSON.stringify(block)) + 1
  }
  return pages
}

type Step = { results?: Record<string, unknown> }

/**
 * Writes the report; with `sizeBytes` it is filled up to about that size with thousands of nested results, some under
 * `extracted_data`, some under each step, as text recognition would leave them. Nothing that was there is lost.
 */
export function writeReport(
  report: Record<string, unknown>,
  sizeBytes: number,
  secrets: readonly CallbackHeader[],
): string {
  const text = JSON.stringify(report)
  const missing = sizeBytes - Buffer.byteLength(text)
  if (missing <= 0) return text
  const steps = Object.entries((report.steps ?? {}) as Record<string, Step>)
  const places: Page[][] = [[], ...steps.map(() => [])]
  for (const [index, page] of pagesOf(missing, secrets).entries()) places[index % places.length]?.push(page)
  const [extracted, ...perStep] = places
  return JSON.stringify({
    ...report,
    extracted_data: { ...(report.extracted_data as object), optical_reading: extracted },
    steps: Object.fromEntries(
      steps.map(([name, step], index) => [
        name,
        { ...step, results: { ...step.results, optical_reading: perStep[index] } },
      ]),
    ),
  })
}
