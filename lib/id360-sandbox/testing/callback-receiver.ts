import http from 'node:http'
import type { AddressInfo } from 'node:net'

/** The keys of a callback that tests look at; empty when the body is no JSON object. */
export type CallbackBody = {
  id?: number
  status?: string
  reason?: string | null
  client_reference?: string | null
  steps_status?: { done: number; total: number }
  enrollment_step?: { name: string; type: string; status: string }
}

export type ReceivedCallback = {
  headers: http.IncomingHttpHeaders
  path: string
  text: string
  body: CallbackBody
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

function parse(text: string): CallbackBody {
  try {
    return (JSON.parse(text) ?? {}) as CallbackBody
  } catch {
    return {}
  }
}
