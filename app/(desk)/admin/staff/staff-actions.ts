'use server'

import { staffAction } from '@/app/_actions/action-client'
import { unparsed } from '@/app/_actions/unparsed'
import { type ChangeAccessInput, changeStaffAccess } from '@/lib/staff/change-staff-access'
import { disableStaff, enableStaff } from '@/lib/staff/disable-staff'
import { endSessions } from '@/lib/staff/end-sessions'
import { inviteAgain } from '@/lib/staff/invite-again'
import { type InviteInput, inviteStaff } from '@/lib/staff/invite-staff'
import { unlinkIdentity } from '@/lib/staff/sso/unlink-identity'
import { type RequireTwoFactorInput, requireTwoFactor } from '@/lib/staff/two-factor/require-two-factor'
import { resetTwoFactor } from '@/lib/staff/two-factor/reset-two-factor'

type Person = { staffId: string }

/** Adds a person; the answer holds the one-time link, which nothing else ever shows. */
export const inviteStaffAction = staffAction
  .inputSchema(unparsed<InviteInput>())
  .action(({ parsedInput, ctx }) => inviteStaff(ctx.desk, parsedInput))

/** A new one-time link, with which the password before stops. */
export const inviteAgainAction = staffAction
  .inputSchema(unparsed<Person>())
  .action(({ parsedInput, ctx }) => inviteAgain(ctx.desk, parsedInput))

export const changeStaffAccessAction = staffAction
  .inputSchema(unparsed<ChangeAccessInput>())
  .action(({ parsedInput, ctx }) => changeStaffAccess(ctx.desk, parsedInput))

export const disableStaffAction = staffAction
  .inputSchema(unparsed<Person>())
  .action(({ parsedInput, ctx }) => disableStaff(ctx.desk, parsedInput))

export const enableStaffAction = staffAction
  .inputSchema(unparsed<Person>())
  .action(({ parsedInput, ctx }) => enableStaff(ctx.desk, parsedInput))

export const endSessionsAction = staffAction
  .inputSchema(unparsed<Person>())
  .action(({ parsedInput, ctx }) => endSessions(ctx.desk, parsedInput))

/** Their identity at the provider opens nothing here any more. */
export const unlinkIdentityAction = staffAction
  .inputSchema(unparsed<Person>())
  .action(({ parsedInput, ctx }) => unlinkIdentity(ctx.desk, parsedInput))

export const resetTwoFactorAction = staffAction
  .inputSchema(unparsed<Person>())
  .action(({ parsedInput, ctx }) => resetTwoFactor(ctx.desk, parsedInput))

export const requireTwoFactorAction = staffAction
  .inputSchema(unparsed<RequireTwoFactorInput>())
  .action(({ parsedInput, ctx }) => requireTwoFactor(ctx.desk, parsedInput))
