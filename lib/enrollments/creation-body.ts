import { CALLBACK_SECRET_HEADER } from '@/lib/callbacks/callback-secret'
import type { Context } from '@/lib/context'
import type { CreateEnrollmentBody } from '@/lib/id360/schemas'
import type { EnrollmentInput } from './enrollment-input'

/** Where ID360 is told to call back about the enrollment with this inbox. */
export function inboxUrl(ctx: Pick<Context, 'settings'>, inboxId: string): string {
  return `${ctx.settings.PUBLIC_URL}/api/callbacks/id360/${inboxId}`
}

/** Leaves out what was not given: ID360 gets no empty field. */
const given = <T extends Record<string, string | null>>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as {
    [Name in keyof T]?: string
  }

/**
 * The body of the creation call [seed]. The person ends on the process's own page, or on the desk's public one in the
 * language of the journey; callbacks go to the enrollment's inbox with its secret in a header: those
 * that the process asks for, or else the setting. The idclaim phone goes
 * only where the process makes an idclaim [wiki].
 */
export function creationBody(
  ctx: Pick<Context, 'settings'>,
  input: EnrollmentInput,
  facts: {
    process: { browserCallbackUrl: string | null; makesIdclaim: boolean; notifyOn: string | null }
    groupName: string | null
    inboxId: string
    secret: string
  },
): CreateEnrollmentBody {
  const { process, groupName, inboxId, secret } = facts
  return {
    browser_callback_url:
      process.browserCallbackUrl ?? `${ctx.settings.PUBLIC_URL}/thanks?lang=${input.language}`,
    callback_endpoints: [
      {
        url: inboxUrl(ctx, inboxId),
        on: process.notifyOn?.split(',').filter(Boolean) ?? ctx.settings.ID360_NOTIFY_ON,
        headers: [{ name: CALLBACK_SECRET_HEADER, value: secret }],
      },
    ],
    ...given({
      client_reference: input.clientReference,
      last_name: input.lastName,
      first_name: input.firstName,
      email: input.email,
      phone_number: input.phone,
      address_line_1: input.addressLine1,
      address_line_2: input.addressLine2,
      address_line_3: input.addressLine3,
      zip_code: input.zipCode,
      city: input.city,
      country: input.country,
      group: groupName,
    }),
    ...(process.makesIdclaim && input.idclaimPhone
      ? { custom_data: { authenticators: { phone_number: input.idclaimPhone } } }
      : {}),
  }
}
