'use server'

import type { z } from 'zod'
import { staffAction } from '@/app/_actions/action-client'
import { unparsed } from '@/app/_actions/unparsed'
import { showLink, type showLinkInput } from '@/lib/enrollments/show-link'

/** Gives the whole link, at the moment the agent asks for it. The verb audits every call. */
export const showLinkAction = staffAction
  .inputSchema(unparsed<z.input<typeof showLinkInput>>())
  .action(({ parsedInput, ctx }) => showLink(ctx.desk, parsedInput))
