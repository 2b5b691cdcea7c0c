import { inspect } from 'node:util'
import pino from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { Id360Error } from './errors'
import {
  answerJson,
  clientOf,
  closeAll,
  failureOf,
  type Handler,
  LOGIN,
  startServer,
} from './testing/start-server'

afterEach(closeAll)

const PASSWORD = 'pw-SECRET-1'
const TOKEN = 'token-SECRET-2-0123456789'
const API_KEY = 'apikey-SECRET-3-0123456789abcdef'
const CALLBACK_SECRET = 'callback-SECRET-4-0123456789abcdef'
const PERSON = 'Persona-SECRET-5'
const ANSWERED = 'answered-SECRET-6'

/** Everything a log, a console or a crash report could make of an error. */
function everyTrace(error: unknown): string {
  const logged: string[] = []
  const log = pino({}, { write: (line: string) => void logged.push(line) })
  log.error({ err: error, error }, 'a call failed')
  const { message, stack, cause } = error as Error
  return [
    ...logged,
    inspect(error, { depth: 10, showHidden: false }),
    JSON.stringify(error),
    String(error),
    message,
    stack ?? '',
    inspect(cause, { depth: 10 }),
  ].join('\n')
}

const echo: Handler = (request, response) =>
  answerJson(response, 400, {
    last_name: [`"${PERSON}" is not allowed, says ${ANSWERED}`],
    detail: `${request.body} ${JSON.stringify(request.headers)}`,
  })

const failures: [string, Handler][] = [
  ['a 400 that echoes everything', echo],
  ['a 500 with a body', (_request, response) => void response.writeHead(500).end(`${ANSWERED} ${TOKEN}`)],
  ['nonsense', (request, response) => void response.end(`${ANSWERED} ${request.body}`)],
  [
    'a wrong shape',
    (_request, response) => answerJson(response, 200, { id: { [ANSWERED]: API_KEY }, api_key: 1 }),
  ],
  ['a cut', (_request, _response, live) => void live.socket.destroy()],
  ['a stall', () => {}],
  [
    'a redirect',
    (_request, response) => void response.writeHead(302, { location: `http://x/${ANSWERED}` }).end(),
  ],
  ['a 401', (_request, response) => answerJson(response, 401, { detail: ANSWERED })],
]

describe('an error', () => {
  it.each(failures)('gives no secret away after %s', async (_what, handler) => {
    const server = await startServer((request, response, live) => {
      if (request.url === LOGIN) return answerJson(response, 200, { token: TOKEN })
      return handler(request, response, live)
    })
    const client = clientOf(server, { password: PASSWORD, retries: 0, timeouts: { defaultMs: 100 } })
    const errors = await Promise.all(
      [
        client.createEnrollment('4f2b1c9e-0000-4000-8000-000000000001', {
          browser_callback_url: 'https://desk.example.org/thanks',
          callback_endpoints: [
            {
              url: 'https://desk.example.org/callback',
              on: [],
              headers: [{ name: 'x-callback-secret', value: CALLBACK_SECRET }],
            },
          ],
          last_name: PERSON,
        }),
        client.flow.finalize(API_KEY).then(() => Promise.reject(new Error('204 expected to fail'))),
        client.flow.enrollmentInfo(API_KEY),
        client.controlData('7', 'name', PERSON).then(() => Promise.reject(new Error('not checked'))),
        client.whoami().then(() => Promise.reject(new Error('not checked'))),
      ].map(failureOf),
    )
    for (const error of errors) expect(everyTrace(error)).not.toMatch(/SECRET/)
    expect(errors.filter((error) => error instanceof Id360Error).length).toBeGreaterThanOrEqual(2)
  })

  it('gives no secret away after a refused login', async () => {
    const server = await startServer(echo)
    const error = await failureOf(clientOf(server, { password: PASSWORD }).whoami())
    expect(error).toMatchObject({ kind: 'refused_credentials' })
    expect(everyTrace(error)).not.toMatch(/SECRET/)
  })

  it('has the words of ID360 on its fields within reach, the secrets that were sent taken out', async () => {
    const server = await startServer((request, response, live) => {
      if (request.url === LOGIN) return answerJson(response, 200, { token: TOKEN })
      return echo(request, response, live)
    })
    const error = await failureOf(
      clientOf(server).flow.consent(API_KEY, { acceptedCgu: true, acceptedBiometry: true }),
    )
    const { fieldErrors } = error as Id360Error
    expect(Object.keys(fieldErrors ?? {})).toEqual(['last_name', 'detail'])
    expect(JSON.stringify(fieldErrors)).not.toContain(API_KEY)
  })
})
