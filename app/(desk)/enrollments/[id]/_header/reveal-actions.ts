'use server'

import type { z } from 'zod'
import { staffAction } from '@/app/_actions/action-client'
import { unparsed } from '@/app/_actions/unparsed'
import { endReveal, type endRevealInput } from '@/lib/enrollments/end-reveal'
import { readRevealed, type readRevealedInput } from '@/lib/enrollments/read-revealed'
import { revealPersonal, type revealPersonalInput } from '@/lib/enrollments/reveal-personal'

/** What is masked of a person, for who says why. Recorded. */
export const revealPersonalAction = staffAction
  .inputSchema(unparsed<z.input<typeof revealPersonalInput>>())
  .action(({ ctx, parsedInput }) => revealPersonal(ctx.desk, parsedInput))

/** The same once more, as long as it may be seen: a page that is opened again never holds it itself. */
export const readRevealedAction = staffAction
  .inputSchema(unparsed<z.input<typeof readRevealedInput>>())
  .action(({ ctx, parsedInput }) => readRevealed(ctx.desk, parsedInput))

/** Masks it again before its time. */
export const endRevealAction = staffAction
  .inputSchema(unparsed<z.input<typeof endRevealInput>>())
  .action(({ ctx, parsedInput }) => endReveal(ctx.desk, parsedInput))
