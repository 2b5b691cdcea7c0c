export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 413

/** A refusal the caller reads as JSON: `{detail}` in one sentence, or the faults by field name. */
export class Refusal extends Error {
  readonly status: RefusalStatus
  readonly body: Record<string, unknown>

  constructor(status: RefusalStatus, body: string | Record<string, unknown>) {
    super(typeof body === 'string' ? body : 'Invalid fields.')
    this.name = 'Refusal'
    this.status = status
    this.body = typeof body === 'string' ? { detail: body } : body
  }
}
