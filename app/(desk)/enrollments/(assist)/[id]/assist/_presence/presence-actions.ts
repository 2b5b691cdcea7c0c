'use server'

import { staffAction } from '@/app/_actions/action-client'
import { unparsed } from '@/app/_actions/unparsed'
import { leavePresence } from '@/lib/assisted/leave-presence'
import { notePresence } from '@/lib/assisted/note-presence'

type Tab = { enrollmentId: string; tabId: string }

/** This tab has the page open; answers who else has. */
export const notePresenceAction = staffAction
  .inputSchema(unparsed<Tab>())
  .action(({ ctx, parsedInput }) => notePresence(ctx.desk, parsedInput))

/** This tab has left the page. */
export const leavePresenceAction = staffAction
  .inputSchema(unparsed<Tab>())
  .action(({ ctx, parsedInput }) => leavePresence(ctx.desk, parsedInput))
