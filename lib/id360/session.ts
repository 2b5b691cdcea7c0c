import { Id360Error } from './errors'
import type { Id360SessionState } from './id360-client'

const LONGEST_COOL_DOWN_MS = 4 * 60 * 60_000
const LONGEST_LOGIN_PAUSE_MS = 15 * 60_000
const DEFAULT_LOGIN_PAUSE_MS = 60_000
const KEEP_ALIVE_AGAIN_MS = 30_000

export type SessionOptions = {
  /** Logs in and gives the token. Rejects with an Id360Error. */
  login: () => Promise<string>
  /** `GET /user/whoami` with this token. Rejects with an Id360Error, status 401 when the token is dead. */
  whoami: (token: string) => Promise<unknown>
  clock: () => number
  tokenLifeMs: number
  keepAlive: boolean
  keepAliveAfterMs: number
  breakerCoolDownMs: number
  onBreaker: (error: Id360Error) => void
}

/** `refusedFresh`: ID360 answered 401 right after the login that gave this token. */
type Token = { value: string; usedAt: number; refusedFresh: boolean }

/**
 * The one token of this process, and the promise never to log in while it lives: repeated logins look like an attack to
 * ID360. [seed] Every accepted call restarts its 15 minutes.
 */
export class Id360Session {
  readonly #options: SessionOptions
  #token: Token | null = null
  #loginUnderWay: Promise<string> | null = null
  /** Why and until when no login may be tried. */
  #pause: { until: number; error: Id360Error } | null = null
  #refusals = 0
  #lastLoginAt: number | null = null
  #lastCallAt: number | null = null
  #keepAliveTimer: NodeJS.Timeout | undefined
  #closed = false

  constructor(options: SessionOptions) {
    this.#options = options
  }

  /**
   * Runs a call with a living token. A 401 means that ID360 did not do the call, whatever its method, so it is repeated
   * once after a new login, which all calls waiting for one share. A second 401 is given up: no loop.
   */
  async use<T>(call: (token: string) => Promise<T>): Promise<T> {
    const token = await this.#livingToken()
    try {
      return await this.#watch(token, call)
    } catch (error) {
      if (!isRefusedToken(error)) throw error
      const renewed = await this.#renew(token, error)
      try {
        return await this.#watch(renewed, call)
      } catch (again) {
        if (isRefusedToken(again) && this.#token?.value === renewed) this.#token.refusedFresh = true
        throw again
      }
    }
  }

  state(): Id360SessionState {
    const open =
      this.#pause?.error.kind === 'refused_credentials' && this.#pause.until > this.#options.clock()
    return {
      loggedIn: this.#token !== null && !this.#isExpired(this.#token),
      lastLoginAt: this.#lastLoginAt,
      lastCallAt: this.#lastCallAt,
      breaker: open ? 'open' : 'closed',
      breakerOpenUntil: open ? (this.#pause?.until ?? null) : null,
    }
  }

  resetBreaker(): void {
    this.#pause = null
    this.#refusals = 0
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#keepAliveTimer)
  }

  async #watch<T>(token: string, call: (token: string) => Promise<T>): Promise<T> {
    try {
      const result = await call(token)
      this.#touch(token)
      return result
    } catch (error) {
      // Any answer but a 401 was given to a living token.
      if (
        error instanceof Id360Error &&
        error.status !== undefined &&
        error.status < 500 &&
        error.status !== 401
      ) {
        this.#touch(token)
      }
      throw error
    }
  }

  #touch(token: string): void {
    const now = this.#options.clock()
    this.#lastCallAt = now
    if (this.#token?.value !== token) return
    this.#token.usedAt = now
    this.#scheduleKeepAlive(this.#options.keepAliveAfterMs)
  }

  #isExpired(token: Token): boolean {
    return this.#options.clock() - token.usedAt >= this.#options.tokenLifeMs
  }

  async #livingToken(): Promise<string> {
    if (this.#token !== null && this.#isExpired(this.#token)) this.#token = null
    if (this.#token !== null) return this.#token.value
    this.#loginUnderWay ??= this.#login().finally(() => {
      this.#loginUnderWay = null
    })
    return this.#loginUnderWay
  }

  /** A token other than `refused`, unless ID360 still accepts that one: then `error` is about rights, not the token. */
  async #renew(refused: string, error: Id360Error): Promise<string> {
    if (this.#token?.value === refused) {
      if (this.#token.refusedFresh && (await this.#isAlive(refused))) throw error
      if (this.#token?.value === refused) this.#token = null
    }
    return this.#livingToken()
  }

  async #isAlive(token: string): Promise<boolean> {
    try {
      await this.#watch(token, this.#options.whoami)
      return true
    } catch (error) {
      return !isRefusedToken(error)
    }
  }

  async #login(): Promise<string> {
    const { clock } = this.#options
    if (this.#pause !== null && this.#pause.until > clock()) throw this.#pause.error
    try {
      const value = await this.#options.login()
      const now = clock()
      this.#token = { value, usedAt: now, refusedFresh: false }
      this.#lastLoginAt = now
      this.resetBreaker()
      this.#scheduleKeepAlive(this.#options.keepAliveAfterMs)
      return value
    } catch (cause) {
      if (!(cause instanceof Id360Error)) throw cause
      // The call that wanted this login never left, whatever became of the login itself.
      const { kind, status, detail, retryAfterMs } = cause
      const error = new Id360Error({ kind, operation: 'login', sent: 'no', status, detail, retryAfterMs })
      this.#pauseAfter(error)
      throw error
    }
  }

  #pauseAfter(error: Id360Error): void {
    const { clock, breakerCoolDownMs, onBreaker } = this.#options
    if (error.kind === 'refused_credentials') {
      const coolDown = Math.min(LONGEST_COOL_DOWN_MS, breakerCoolDownMs * 2 ** this.#refusals)
      this.#refusals += 1
      this.#pause = { until: clock() + coolDown, error }
      onBreaker(error)
    } else if (error.kind === 'rate_limited') {
      const asked = error.retryAfterMs ?? DEFAULT_LOGIN_PAUSE_MS
      this.#pause = { until: clock() + Math.min(LONGEST_LOGIN_PAUSE_MS, asked), error }
    }
  }

  #scheduleKeepAlive(ms: number): void {
    clearTimeout(this.#keepAliveTimer)
    if (this.#closed || !this.#options.keepAlive) return
    this.#keepAliveTimer = setTimeout(() => void this.#keepAlive(), ms)
    this.#keepAliveTimer.unref()
  }

  async #keepAlive(): Promise<void> {
    const token = this.#token
    if (token === null || this.#isExpired(token)) return
    try {
      await this.#watch(token.value, this.#options.whoami)
    } catch (error) {
      // A dead token is dropped and not replaced: the next call, if any, logs in.
      if (isRefusedToken(error) && this.#token === token) this.#token = null
      else this.#scheduleKeepAlive(Math.min(this.#options.keepAliveAfterMs, KEEP_ALIVE_AGAIN_MS))
    }
  }
}

function isRefusedToken(error: unknown): error is Id360Error {
  return error instanceof Id360Error && error.status === 401 && error.operation !== 'login'
}
