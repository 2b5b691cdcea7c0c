import type { Id360Traffic } from './count-calls'
import type { Id360ErrorKind } from './errors'
import type {
  ControlDataName,
  CreateEnrollmentBody,
  Id360CreatedEnrollment,
  Id360Enrollment,
  Id360EnrollmentInfo,
  Id360Whoami,
  UploadKind,
} from './schemas'

/** What happened, for logs and metrics. Holds no body, URL, token, api_key or personal data. */
export type Id360Event = {
  kind: 'call' | 'login' | 'retry' | 'breaker'
  operation: string
  durationMs: number
  status?: number
  errorKind?: Id360ErrorKind
}

export type Id360Timeouts = {
  /** Until the request starts to leave: name, TCP and TLS. Default 5 s. */
  connectMs?: number
  /** A whole call, its answer read; for a download until the headers of its answer. Default 10 s. */
  defaultMs?: number
  /** Between two pieces of a download, waiting for ID360 only. Default 30 s. */
  downloadIdleMs?: number
  /** A whole download, slow reader included. Default 10 min. */
  downloadTotalMs?: number
  /** Between two pieces of an upload, and from the last piece to the answer. Default 30 s. */
  uploadIdleMs?: number
  /** A whole upload. Default 5 min. */
  uploadTotalMs?: number
}

export type Id360ClientOptions = {
  /** Where ID360 is, without `/api/1.0.0`: `https://preprod.id360docaposte.com`. */
  baseUrl: string
  username: string
  password: string
  /** The 2FA `token` of a login, `admin` accounts only. [seed] */
  secondFactorToken?: string | undefined
  timeouts?: Id360Timeouts
  /** Cap of a JSON report, bytes after decompression. Default 64 MiB. */
  maxReportBytes?: number
  /** Cap of a PDF, an idclaim or a document. Default 64 MiB. */
  maxBinaryBytes?: number
  /** How often an idempotent GET is tried again. Default 3; POSTs never are. */
  retries?: number
  /** Path under the API root, `{id}` replaced. Default `PROOF_SLIP_PATH` [guess]. */
  proofSlipPath?: string
  /** Call `whoami` when 13 minutes pass without a call. Default true. */
  keepAlive?: boolean
  /** Default 13 min. [seed] */
  keepAliveAfterMs?: number
  /** How long a token lives without a call. Default 15 min. [seed] */
  tokenLifeMs?: number
  /** First pause after refused credentials, doubled each time. Default 15 min. */
  breakerCoolDownMs?: number
  notify?: (event: Id360Event) => void
  /** Epoch milliseconds. Default `Date.now`. */
  clock?: () => number
  /** 0 ≤ n < 1, for the jitter of the pauses. Default `Math.random`. */
  random?: () => number
  sleep?: (ms: number) => Promise<void>
}

/**
 * A binary answer. The stream errors with an `Id360Error` when it stalls (`timed_out`), passes the cap (`too_large`)
 * or ends early (`malformed_answer`); cancel it when it is not read to its end.
 */
export type Id360Download = {
  stream: ReadableStream<Uint8Array<ArrayBuffer>>
  contentType: string | null
  /** Bytes, when ID360 announced it. */
  contentLength: number | null
}

export type Id360Upload = {
  /** How many pages the document has: 2 for both sides of a card. */
  totalPages: number
  /** Which one this is, from 0. */
  uploadedPage: number
  body: ReadableStream<Uint8Array> | Uint8Array
  contentLength?: number | undefined
  contentType?: string | undefined
  signal?: AbortSignal | undefined
}

export type Id360SessionState = {
  loggedIn: boolean
  /** Epoch milliseconds. */
  lastLoginAt: number | null
  /** Last authenticated call that ID360 accepted; epoch milliseconds. */
  lastCallAt: number | null
  /** `open`: ID360 refused the credentials, no login is tried. */
  breaker: 'closed' | 'open'
  /** When a login may be tried again by itself; epoch milliseconds. */
  breakerOpenUntil: number | null
}

/** The full-API journey, authenticated by the enrollment's own api_key. [seed] Its POSTs are never repeated. */
export type Id360Flow = {
  enrollmentInfo(apiKey: string): Promise<Id360EnrollmentInfo>
  selectRoute(apiKey: string, routeId: string | number): Promise<void>
  consent(apiKey: string, accepted: { acceptedCgu: boolean; acceptedBiometry: boolean }): Promise<void>
  uploadDocument(apiKey: string, kind: UploadKind, upload: Id360Upload): Promise<void>
  finalize(apiKey: string): Promise<void>
}

/** Every call of ID360's contract (docs/id360.md). Each rejects with an `Id360Error`. */
export type Id360Client = {
  whoami(): Promise<Id360Whoami>
  createEnrollment(processUuid: string, body: CreateEnrollmentBody): Promise<Id360CreatedEnrollment>
  getEnrollment(id: string): Promise<Id360Enrollment>
  flow: Id360Flow
  controlData(
    enrollmentId: string,
    name: ControlDataName,
    value: string,
    options?: { locked?: boolean },
  ): Promise<void>
  report(id: string, options?: { draft?: boolean }): Promise<Id360Download>
  archivedReport(id: string): Promise<Id360Download>
  proofSlip(id: string): Promise<Id360Download>
  idclaim(id: string): Promise<Id360Download>
  documentFile(url: string): Promise<Id360Download>
  session: {
    state(): Id360SessionState
    /** Forget that ID360 refused the credentials: the next call may log in. */
    resetBreaker(): void
  }
  /** How the calls went since this process started; costs nothing to ask. */
  traffic(): Id360Traffic
  /** Stops the keep-alive timer. Calls still work afterwards, the session is no longer kept alive. */
  close(): void
}
