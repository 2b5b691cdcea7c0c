import http from 'node:http'
import https from 'node:https'
import type { Parcel } from '../store/deliveries'

export type Poster = {
  /** Posts one callback; resolves to the HTTP status as text, or to a word for the failure. Never rejects. */
  post(parcel: Parcel): Promise<string>
  close(): void
}

/** Makes the connections callbacks go through: kept alive, at most `concurrency` a host. */
export function callbackPoster(concurrency: number, timeoutMs: number): Poster {
  const plain = new http.Agent({ keepAlive: true, maxSockets: concurrency })
  const secure = new https.Agent({ keepAlive: true, maxSockets: concurrency })

  function post(parcel: Parcel): Promise<string> {
    return new Promise((resolve) => {
      const headers: Record<string, string | number> = { 'user-agent': 'id360-sandbox' }
      for (const header of parcel.headers) headers[header.name.toLowerCase()] = header.value
      headers['content-type'] = 'application/json'
      headers['content-length'] = Buffer.byteLength(parcel.body)
      let request: http.ClientRequest
      try {
        const secured = new URL(parcel.url).protocol === 'https:'
        const options = { method: 'POST', headers, agent: secured ? secure : plain }
        request = (secured ? https : http).request(parcel.url, options)
      } catch (error) {
        resolve((error as NodeJS.ErrnoException).code ?? 'unsendable')
        return
      }
      const deadline = setTimeout(() => {
        resolve('timeout')
        request.destroy()
      }, timeoutMs)
      const settle = (outcome: string) => {
        clearTimeout(deadline)
        resolve(outcome)
      }
      request.on('response', (response) => {
        response.resume()
        response.on('end', () => settle(String(response.statusCode)))
        response.on('error', () => settle('cut'))
        response.on('close', () => settle('cut'))
      })
      request.on('error', (error: NodeJS.ErrnoException) => settle(error.code ?? 'error'))
      request.end(parcel.body)
    })
  }

  return {
    post,
    close: () => {
      plain.destroy()
      secure.destroy()
    },
  }
}
