import { z } from 'zod'
import { APPLICATION_ACCOUNT } from './accounts'

const whole = (least: number) => z.coerce.number().int().min(least)

/** Every setting of the sandbox, with its default. Times are in the unit their name says. */
export const optionsSchema = z.strictObject({
  /** 0 takes any free port. */
  port: whole(0).max(65_535).default(3361),
  /** Loopback unless told otherwise: the control API is open. */
  host: z.string().min(1).default('127.0.0.1'),
  /** The base of the addresses given out; by default http://127.0.0.1:port. */
  publicUrl: z.url({ protocol: /^https?$/ }).optional(),
  /** A folder, or ':memory:'. */
  dataDir: z.string().min(1).default('.data/sandbox'),
  /** [seed] says 15 minutes. */
  tokenTtlS: z.coerce.number().positive().default(900),
  callbackBackoffMs: whole(1).default(1000),
  callbackBackoffMaxMs: whole(1).default(60_000),
  callbackConcurrency: whole(1).max(1000).default(16),
  callbackTimeoutMs: whole(1).default(10_000),
  /** After so many refusals a callback is given up. */
  callbackMaxAttempts: whole(1).default(50),
  /** When set, the control API wants it in `x-control-token`. */
  controlToken: z.string().min(1).optional(),
  applicationUsername: z.string().min(1).default(APPLICATION_ACCOUNT.username),
  applicationPassword: z.string().min(1).default(APPLICATION_ACCOUNT.password),
})

export type SandboxOptions = z.infer<typeof optionsSchema>

const ENVIRONMENT: Record<keyof SandboxOptions, string> = {
  port: 'SANDBOX_PORT',
  host: 'SANDBOX_HOST',
  publicUrl: 'SANDBOX_PUBLIC_URL',
  dataDir: 'SANDBOX_DATA_DIR',
  tokenTtlS: 'SANDBOX_TOKEN_TTL_S',
  callbackBackoffMs: 'SANDBOX_CALLBACK_BACKOFF_MS',
  callbackBackoffMaxMs: 'SANDBOX_CALLBACK_BACKOFF_MAX_MS',
  callbackConcurrency: 'SANDBOX_CALLBACK_CONCURRENCY',
  callbackTimeoutMs: 'SANDBOX_CALLBACK_TIMEOUT_MS',
  callbackMaxAttempts: 'SANDBOX_CALLBACK_MAX_ATTEMPTS',
  controlToken: 'SANDBOX_CONTROL_TOKEN',
  applicationUsername: 'SANDBOX_APP_USERNAME',
  applicationPassword: 'SANDBOX_APP_PASSWORD',
}

/**
 * Reads the settings from environment variables; an empty variable counts as absent.
 * Throws an Error with one sentence that names the variable at fault.
 */
export function optionsFromEnvironment(env: Record<string, string | undefined>): SandboxOptions {
  const given = Object.entries(ENVIRONMENT).flatMap(([option, variable]) => {
    const value = env[variable]
    return value === undefined || value === '' ? [] : [[option, value] as const]
  })
  const parsed = optionsSchema.safeParse(Object.fromEntries(given))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const option = issue?.path[0] as keyof SandboxOptions | undefined
  throw new Error(`${option ? ENVIRONMENT[option] : 'settings'}: ${issue?.message ?? 'invalid'}`)
}
