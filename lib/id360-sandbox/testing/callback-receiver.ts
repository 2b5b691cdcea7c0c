import http from 'node:http'
import type { AddressInfo } from 'node:net'

export type ReceivedCallback = {
  headers: http.IncomingHttpHeaders
  path: string
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: a callback is read as the outside world reads it, without our types.
  body: any
}

export type CallbackReceiver = {
  url: string
  received: ReceivedCallback[]
  close(): Promise<void>
}

/**
 * A small HTTP server that takes callbacks. `answer` decides the status for the n-th one (from 0), 204 by default;
 * null answers nothing. `port` 0 takes a free one.
 */
export async function startCallbackReceiver(
  answer: (callback: ReceivedCallback, index: number) => number | null = () => 204,
  port = 0,
): Promise<CallbackReceiver> {
  const received: ReceivedCallback[] = []
  const server = http.createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const callback = { headers: request.headers, path: request.url ?? '', text, body: parse(text) }
    received.push(callback)
    const status = answer(callback, received.length - 1)
    if (status !== null) response.writeHead(status).end()
  })
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
