import type { SandboxOptions } from '../options'
import { type RunningSandbox, startSandbox } from '../start-sandbox'
import { type Answer, type ApiCaller, apiCaller } from './api-caller'

export type EvidenceDesk = {
  sandbox: RunningSandbox
  api: ApiCaller
  token: string
  /** A GET with the application's token. */
  get(path: string): Promise<Answer>
  /** Creates an enrollment and walks it to its end; returns its id. */
  walked(how: Record<string, unknown>, fields?: Record<string, unknown>, process?: string): Promise<number>
  close(): Promise<void>
}

/** A sandbox of its own, in memory unless told otherwise, with somebody logged in who fetches evidence. */
export async function startEvidenceDesk(options: Partial<SandboxOptions> = {}): Promise<EvidenceDesk> {
  const sandbox = await startSandbox({ port: 0, dataDir: ':memory:', ...options })
  const api = apiCaller(sandbox.url)
  const token = await api.login()
  return {
    sandbox,
    api,
    token,
    get: (path) => api.call('GET', path, { token }),
    walked: async (how, fields = {}, process) => {
      const { id } = await api.create(token, fields, process)
      const answer = await api.control('POST', `/enrollments/${id}/walk`, how)
      if (answer.status !== 200) throw new Error(`walk: ${answer.status} ${answer.bytes}`)
      return id
    },
    close: () => sandbox.close(),
  }
}
