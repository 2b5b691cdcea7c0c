import { existsSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

/** What a desk in front of the sandbox uses when nothing is set. Known to everyone: refused in front of a real ID360. */
export const DEMO = {
  authSecret: 'demo-auth-secret-of-the-sandbox-not-for-real-data',
  dataKeys: 'demo:ZGVtby1rZXktb2YtdGhlLXNhbmRib3gtbm90LXJlYWw=',
  id360Username: 'sandbox-app',
  id360Password: 'sandbox-app-password',
  id360BaseUrl: 'http://127.0.0.1:3361',
} as const

const httpUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http(s) address' })
  .transform((value) => value.replace(/\/+$/, ''))

const dataKeys = z.string().transform((value, context) => {
  const keys = value.split(',').map((entry) => {
    const [id = '', encoded = ''] = entry.trim().split(/:(.*)/s)
    return { id, key: Buffer.from(encoded, 'base64') }
  })
  const sound = keys.every(({ id, key }) => /^[a-z0-9_-]{1,16}$/i.test(id) && key.length === 32)
  if (!sound || new Set(keys.map(({ id }) => id)).size !== keys.length) {
    context.addIssue('must be a list of id:key, each key 32 bytes in base64 (openssl rand -base64 32)')
    return z.NEVER
  }
  return keys
})

const whole = (fallback: number, min: number, max: number) =>
  z.coerce.number({ error: 'must be a number' }).int().min(min).max(max).default(fallback)

/** `value=meaning,value=meaning`, for values that hold neither comma nor equals sign; empty: null. */
function claimMap<T extends string>(meaning: z.ZodType<T>) {
  return z
    .string()
    .default('')
    .transform((value, context): ReadonlyMap<string, T> | null => {
      if (value.trim() === '') return null
      const pairs = value.split(',').map((entry) => {
        const [claimed = '', meant = '', ...more] = entry.split('=').map((part) => part.trim())
        return { claimed, meant: meaning.safeParse(meant), sound: claimed !== '' && more.length === 0 }
      })
      const known = new Map<string, T>()
      for (const { claimed, meant, sound } of pairs) {
        if (!sound || !meant.success || known.has(claimed)) {
          context.addIssue('must be a list of value=meaning, each value once')
          return z.NEVER
        }
        known.set(claimed, meant.data)
      }
      return known
    })
}

const environment = z.object({
  ID360_ENVIRONMENT: z.enum(['sandbox', 'preproduction', 'production']).default('sandbox'),
  ID360_BASE_URL: httpUrl.default(DEMO.id360BaseUrl),
  ID360_USERNAME: z.string().min(1).default(DEMO.id360Username),
  ID360_PASSWORD: z.string().min(1).default(DEMO.id360Password),
  /** [guess] Which notifications to ask for, letters of E, F, C; empty asks for all of them, intermediate ones too. */
  ID360_NOTIFY_ON: z
    .string()
    .regex(/^([EFC](,[EFC])*)?$/, 'must be letters of E, F, C separated by commas, or empty for everything')
    .default('')
    .transform((value) => value.split(',').filter(Boolean)),
  /** [guess] Where the PDF report of an enrollment lies. */
  ID360_PROOF_SLIP_PATH: z.string().startsWith('/').default('/enrollment/{id}/proof_slip'),
  ID360_TIMEOUT_MS: whole(10_000, 100, 120_000),
  /** A person's account, for the archive: ID360 shows archived reports to people only. [seed] */
  ID360_USER_USERNAME: z.string().min(1).optional(),
  ID360_USER_PASSWORD: z.string().min(1).optional(),
  /** The second factor that an `admin` account sends along. [seed] */
  ID360_USER_TOKEN: z.string().min(1).optional(),
  /** How long ID360 keeps reports: two months. [seed] */
  ID360_RETENTION_DAYS: whole(60, 1, 3_650),
  /** Draft reports, in pre-production only: never in production. [seed] */
  ID360_ALLOW_DRAFT: z.enum(['0', '1']).default('0'),
  /** Folder of the certificates (PEM or DER) that signers of idclaims must chain to; without it none is trusted. */
  TRUST_ANCHORS_DIR: z.string().min(1).optional(),
  PORT: whole(3000, 0, 65_535),
  PUBLIC_URL: httpUrl.optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: z
    .string()
    .regex(/^(file:|postgres(ql)?:\/\/)/, 'must start with file: or postgres://')
    .optional(),
  AUTH_SECRET: z.string().min(32, 'must have at least 32 characters').default(DEMO.authSecret),
  DATA_KEYS: dataKeys.prefault(DEMO.dataKeys),
  /** OpenID Connect: the company's identity provider, beside accounts of the desk's own. All three or none. */
  OIDC_ISSUER: z.url({ protocol: /^https?$/, error: 'must be an http(s) address' }).optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  /** What the button of the sign-in page calls it. */
  OIDC_NAME: z.string().trim().min(1).max(60).optional(),
  /** What the desk asks the provider to tell; some tell roles or groups only for a scope of their own. */
  OIDC_SCOPE: z
    .string()
    .regex(/(^|\s)openid(\s|$)/, 'must name openid, as in "openid email profile"')
    .default('openid email profile'),
  /** `invited`: only people whom an administrator invited; `automatic`: whoever it lets in and gives a role to. */
  OIDC_PROVISION: z.enum(['invited', 'automatic']).default('invited'),
  /** Which claims say roles and groups, and what their values mean here: `value=role,value=role`. */
  OIDC_ROLE_CLAIM: z.string().min(1).default('roles'),
  OIDC_ROLES: claimMap(z.enum(['support', 'compliance', 'manager', 'admin'])),
  OIDC_GROUP_CLAIM: z.string().min(1).default('groups'),
  OIDC_GROUPS: claimMap(z.string().min(1)),
  /** 0 closes the sign-in by password, for everyone. */
  LOCAL_SIGN_IN: z.enum(['0', '1']).default('1'),
  /** Pwned Passwords, ordered by hash: new passwords that stand in it are refused. */
  BREACHED_PASSWORDS_FILE: z.string().min(1).refine(existsSync, 'must name a file that is there').optional(),
  SESSION_HOURS: whole(12, 1, 24 * 30),
  SESSION_IDLE_MINUTES: whole(60, 1, 60 * 24 * 30),
  /** How many proxies in front of the desk write X-Forwarded-For; with none the header means nothing. */
  TRUSTED_PROXIES: whole(0, 0, 8),
  TIME_ZONE: z.string().refine(isTimeZone, 'must be an IANA time zone').default('Europe/Paris'),
  WORKER: z.enum(['embedded', 'off']).default('embedded'),
  RECONCILE_AFTER_MINUTES: whole(60, 1, 60 * 24 * 30),
  EVIDENCE_VERIFY_HOURS: whole(24, 0, 24 * 365),
  /** For how long what is masked of a person stays readable to who asked for it. */
  REVEAL_MINUTES: whole(10, 1, 60 * 24),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** What Prometheus shows to read /api/metrics; without it there is no such address. */
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  /** Opens the bare route that benches compare with. Never set it where people work. */
  BENCH_ROUTES: z.enum(['0', '1']).default('0'),
})

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** The names of all settings, in the order of the README (a test holds the two together). */
export const SETTING_NAMES = Object.keys(environment.shape)

export type Settings = ReturnType<typeof parseSettings>

/** Thrown with one sentence that names the setting and what is wrong with it. */
export class SettingsError extends Error {}

/**
 * Parses the environment once, at start.
 * @throws SettingsError when a setting is wrong, or when a real ID360 is named together with a demo secret.
 */
export function parseSettings(env: Record<string, string | undefined>) {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new SettingsError(`The setting ${issue?.path.join('.')} is wrong: it ${sentence(issue?.message)}.`)
  }
  const settings = parsed.data
  if (settings.ID360_ENVIRONMENT !== 'sandbox') refuseDemo(given, settings.ID360_ENVIRONMENT)
  refuseHalfSettings(settings)
  const dataDir = path.resolve(settings.DATA_DIR)
  return {
    ...settings,
    DATA_DIR: dataDir,
    DATABASE_URL: settings.DATABASE_URL ?? `file:${path.join(dataDir, 'desk.sqlite')}`,
    PUBLIC_URL: settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}`,
  }
}

const sentence = (message = 'cannot be read') =>
  /^must /.test(message) ? message : `was refused (${message})`

function refuseHalfSettings(settings: z.output<typeof environment>) {
  if (settings.ID360_ENVIRONMENT === 'production' && settings.ID360_ALLOW_DRAFT === '1') {
    throw new SettingsError('The setting ID360_ALLOW_DRAFT must not be 1 in production: ID360 forbids it.')
  }
  const oidc = [settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET]
  if (new Set(oidc.map((value) => value === undefined)).size > 1) {
    throw new SettingsError(
      'The settings OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together: one of them is missing.',
    )
  }
  if (settings.LOCAL_SIGN_IN === '0' && settings.OIDC_ISSUER === undefined) {
    throw new SettingsError(
      'The setting LOCAL_SIGN_IN must not be 0 without OIDC_ISSUER: nobody could sign in.',
    )
  }
  if (settings.OIDC_PROVISION === 'automatic' && settings.OIDC_ROLES === null) {
    throw new SettingsError(
      'The setting OIDC_ROLES is missing: OIDC_PROVISION=automatic needs to know roles.',
    )
  }
  if ((settings.ID360_USER_USERNAME === undefined) !== (settings.ID360_USER_PASSWORD === undefined)) {
    throw new SettingsError(
      'The settings ID360_USER_USERNAME and ID360_USER_PASSWORD go together: one of them is missing.',
    )
  }
}

const REAL_NEEDS = [
  'ID360_BASE_URL',
  'ID360_USERNAME',
  'ID360_PASSWORD',
  'PUBLIC_URL',
  'AUTH_SECRET',
  'DATA_KEYS',
] as const

/** One sentence for each thing that may stand in front of the sandbox and nowhere else. */
function refuseDemo(given: Record<string, string | undefined>, where: string) {
  const demo = Object.values(DEMO)
  for (const name of REAL_NEEDS) {
    const value = given[name]
    if (value === undefined) throw new SettingsError(`The setting ${name} is missing: ${where} needs it.`)
    if (demo.some((known) => value.split(',').includes(known))) {
      throw new SettingsError(`The setting ${name} is a demo value: ${where} refuses it.`)
    }
    if (name.endsWith('_URL') && !value.startsWith('https://')) {
      throw new SettingsError(
        `The setting ${name} must start with https:// in ${where}: identity papers pass there.`,
      )
    }
  }
  if (given.DATABASE_URL !== undefined && isUnprotected(given.DATABASE_URL)) {
    throw new SettingsError(
      `The setting DATABASE_URL must name sslmode=verify-full in ${where}: its host is another machine.`,
    )
  }
  if (given.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    throw new SettingsError(
      `NODE_TLS_REJECT_UNAUTHORIZED must not be 0 in ${where}: certificates would not be checked. Name the company's authority in NODE_EXTRA_CA_CERTS.`,
    )
  }
  if (given.OIDC_ISSUER?.startsWith('http:')) {
    throw new SettingsError(`The setting OIDC_ISSUER must start with https:// in ${where}.`)
  }
}

/** PostgreSQL on another machine, without TLS or with a certificate that nobody checks. */
function isUnprotected(url: string): boolean {
  if (!/^postgres(ql)?:/.test(url)) return false
  if (!URL.canParse(url)) return true
  const { hostname, searchParams } = new URL(url)
  // A name that begins with a slash is a socket's; it may stand where a parameter says the host.
  const host = searchParams.get('host') ?? hostname
  if (host === '' || host.startsWith('/') || /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/.test(host))
    return false
  return searchParams.get('sslmode') !== 'verify-full'
}
