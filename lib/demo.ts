import type { Role } from '@/db/schema/staff'
import type { Context } from '@/lib/context'
import { createGroup } from '@/lib/processes/create-group'
import { createProcess } from '@/lib/processes/create-process'
import { createStaff } from '@/lib/staff/create-staff'

/** Fictional staff of the demo, one for each role: printed by `npm start`, refused in front of a real ID360. */
export const DEMO_STAFF: {
  email: string
  name: string
  password: string
  roles: Role[]
  language: 'fr' | 'en'
}[] = [
  {
    email: 'support@desk.example',
    name: 'Salomé Brindille',
    password: 'demo-support',
    roles: ['support'],
    language: 'fr',
  },
  {
    email: 'compliance@desk.example',
    name: 'Conrad Veritay',
    password: 'demo-compliance',
    roles: ['compliance'],
    language: 'fr',
  },
  {
    email: 'manager@desk.example',
    name: 'Maëlle Compteur',
    password: 'demo-manager',
    roles: ['manager'],
    language: 'en',
  },
  {
    email: 'admin@desk.example',
    name: 'Adel Clairevue',
    password: 'demo-admin',
    roles: ['admin'],
    language: 'en',
  },
]

/** The processes that the sandbox knows, by the UUIDs it publishes. */
const DEMO_PROCESSES = [
  { id360Uuid: '3f1c9a52-7d0e-4b7a-9c55-0a61d2b8e101', name: 'Ouverture de compte' },
  { id360Uuid: '3f1c9a52-7d0e-4b7a-9c55-0a61d2b8e102', name: 'Vérification simple', asksSelfie: false },
  { id360Uuid: '3f1c9a52-7d0e-4b7a-9c55-0a61d2b8e103', name: 'Signature avancée', makesIdclaim: true },
  { id360Uuid: '3f1c9a52-7d0e-4b7a-9c55-0a61d2b8e104', name: 'Deux routes' },
  { id360Uuid: '3f1c9a52-7d0e-4b7a-9c55-0a61d2b8e105', name: 'Contrôle au guichet' },
  { id360Uuid: '3f1c9a52-7d0e-4b7a-9c55-0a61d2b8e106', name: 'Parcours par lien seulement' },
]

const DEMO_GROUPS = ['Agence de Lyon', 'Agence de Nantes', 'Service en ligne']

/** Fills an empty desk with what the demo needs; does nothing to a desk that has staff. */
export async function seedDemo(ctx: Context): Promise<void> {
  const { staff } = ctx.store.tables
  const [someone] = await ctx.store.read.select({ id: staff.id }).from(staff).limit(1)
  if (someone) return
  for (const name of DEMO_GROUPS) await createGroup(ctx, { name })
  for (const process of DEMO_PROCESSES) await createProcess(ctx, process)
  for (const person of DEMO_STAFF) await createStaff(ctx, person)
}
