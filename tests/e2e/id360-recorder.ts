import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * Stands between a desk and the run's sandbox, passes everything on, and remembers every secret that goes by: session
 * tokens, api_keys, the secrets of callbacks.
 */
export async function startId360Recorder(sandboxUrl: string) {
  const secrets = { tokens: new Set<string>(), apiKeys: new Set<string>(), callbacks: new Set<string>() }
  const server = createServer((asked, answer) => {
    const authorization = String(asked.headers.authorization ?? '')
    const token = authorization.split(' ').at(-1)
    if (token) secrets.tokens.add(token)
    const passedOn = request(
      new URL(asked.url ?? '/', sandboxUrl),
      { method: asked.method ?? 'GET', headers: { ...asked.headers, host: new URL(sandboxUrl).host } },
      (given) => {
        answer.writeHead(given.statusCode ?? 502, given.headers)
        listen(
          given.headers['content-type'],
          (piece) => given.on('data', piece),
          (body) => given.on('end', body),
        )
        given.pipe(answer)
      },
    )
    passedOn.on('error', () => answer.destroy())
    listen(
      asked.headers['content-type'],
      (piece) => asked.on('data', piece),
      (body) => asked.on('end', body),
    )
    asked.pipe(passedOn)
  })

  /** Reads along in JSON. */
  function listen(
    type: string | undefined,
    onPiece: (take: (piece: Buffer) => void) => void,
    onEnd: (done: () => void) => void,
  ) {
    if (!type?.includes('json')) return
    const pieces: Buffer[] = []
    onPiece((piece) => pieces.push(piece))
    onEnd(() => {
      const text = Buffer.concat(pieces).toString('utf8')
      for (const [, key = '', value = ''] of text.matchAll(/"(api_key|token)"\s*:\s*"([^"]{8,})"/g)) {
        secrets[key === 'token' ? 'tokens' : 'apiKeys'].add(value)
      }
      // The secret of a callback is the one value of 256 bits in base64url that the desk sends.
      for (const [, value = ''] of text.matchAll(/"value"\s*:\s*"([\w-]{43})"/g)) secrets.callbacks.add(value)
    })
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    secrets,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
