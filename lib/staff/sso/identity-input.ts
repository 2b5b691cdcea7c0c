import { z } from 'zod'

/** A claim that names one or several values: a text, or a list of texts; whatever else it is names none. */
const named = z.unknown().transform((value) =>
  [value]
    .flat()
    .filter((one) => typeof one === 'string')
    .slice(0, 1000),
)

const optional = (max: number) => z.string().max(max).nullish().catch(null)

/** Who somebody is according to the identity provider: the claims of an ID token that was checked. */
export const identityInput = z.object({
  /** `iss` and `sub`: together they name one person for ever (OpenID Connect Core, 2 and 5.7). */
  issuer: z.string().min(1).max(2000),
  subject: z.string().min(1).max(255),
  email: optional(254),
  /** Only a plain `true` counts. */
  emailVerified: z.unknown().transform((value) => value === true),
  name: optional(500),
  locale: optional(35),
  roles: named,
  groups: named,
  /** The secret of the one-time link from which this sign-in started. */
  inviteSecret: z.string().max(200).nullish(),
})

export type IdentityInput = {
  issuer: string
  subject: string
  email?: unknown
  emailVerified?: unknown
  name?: unknown
  locale?: unknown
  roles?: unknown
  groups?: unknown
  inviteSecret?: string | null
}

export type Identity = z.output<typeof identityInput>
