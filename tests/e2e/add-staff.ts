import type { z } from 'zod'
import { contextFor, openDesk } from '@/lib/desk'
import { parseSettings } from '@/lib/env'
import { createStaff, type staffInput } from '@/lib/staff/create-staff'

/** A person whom the demo does not have, in the running desk. */
export async function addStaff(person: z.input<typeof staffInput>): Promise<void> {
  const desk = openDesk(parseSettings({ DATA_DIR: process.env.DESK_DATA_DIR, LOG_LEVEL: 'silent' }))
  await createStaff(contextFor({ kind: 'system', name: 'test' }, desk), person)
  await desk.close()
}
