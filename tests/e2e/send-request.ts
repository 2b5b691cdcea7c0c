import { type IncomingHttpHeaders, request } from 'node:http'
import type { BrowserContext } from '@playwright/test'

export type Answer = { status: number; headers: IncomingHttpHeaders; text: string; bytes: Buffer }

/**
 * One request with exactly these headers: a browser or `fetch` would not let a test say where it comes from. An answer
 * that is still under way after `untilMs` (a live stream), or of events of which the first has come (`firstEvent`), is
 * cut, and what came of it given.
 */
export function send(
  address: string,
  options: {
    method?: string
    headers?: Record<string, string>
    body?: string
    untilMs?: number
    firstEvent?: boolean
  } = {},
): Promise<Answer> {
  const { method = 'GET', headers = {}, body, untilMs, firstEvent = false } = options
  return new Promise((resolve, reject) => {
    const sent = request(address, { method, headers }, (answer) => {
      const pieces: Buffer[] = []
      const isStream = String(answer.headers['content-type']).startsWith('text/event-stream')
      const given = () => {
        const bytes = Buffer.concat(pieces)
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          text: bytes.toString('utf8'),
          bytes,
        })
      }
      const cut = () => {
        given()
        sent.destroy()
      }
      const timer = untilMs === undefined ? undefined : setTimeout(cut, untilMs)
      answer.on('data', (piece: Buffer) => {
        pieces.push(piece)
        if (firstEvent && isStream) cut()
      })
      answer.on('end', given)
      answer.on('error', reject)
      answer.on('close', () => clearTimeout(timer))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** The session of this browser, as a header. */
export const cookieOf = async (context: BrowserContext) =>
  (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
