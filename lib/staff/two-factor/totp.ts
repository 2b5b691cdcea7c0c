import { Secret, TOTP } from 'otpauth'

/** RFC 6238 as every authenticator app speaks it: SHA-1, six digits, a step of 30 seconds. */
const STEP_MS = 30_000
const SHAPE = { algorithm: 'SHA1', digits: 6, period: STEP_MS / 1000 } as const
/** RFC 6238 §5.2: one step either way for clocks that differ and for the time it takes to type. */
const WINDOW = 1
/** RFC 4226 §4 R6: 160 bits. */
const SECRET_BYTES = 20

/** A new shared secret, base32 (32 characters). */
export const createTotpSecret = (): string => new Secret({ size: SECRET_BYTES }).base32

/** What authenticator apps read from the QR code. It holds the secret: it is shown, and kept nowhere. */
export const totpUri = (secret: string, email: string, issuer: string): string =>
  new TOTP({ ...SHAPE, secret, issuer, label: email }).toString()

/**
 * The time step whose code this is, or null when it is none of those that count at `now` (epoch ms). A caller must take
 * each step once only (RFC 6238 §5.2), and no step before one that was taken.
 */
export function matchTotp(secret: string, code: string, now: number): number | null {
  const delta = TOTP.validate({
    ...SHAPE,
    secret: Secret.fromBase32(secret),
    token: code,
    timestamp: now,
    window: WINDOW,
  })
  return delta === null ? null : Math.floor(now / STEP_MS) + delta
}
