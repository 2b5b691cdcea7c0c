import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Context, StaffActor } from '@/lib/context'
import { DEMO_STAFF } from '@/lib/demo'
import { openApiKey } from '@/lib/enrollments/api-key'
import { createEnrollment } from '@/lib/enrollments/create-enrollment'
import { until } from '../fixtures/until'
import { walk } from './sandbox-control'

/** A finished enrollment with everything that must not get about, and the words by which it would be recognised. */
export async function guardedEnrollment(system: Context) {
  const { staff, process: journeys, usageGroup, enrollment, evidence } = system.store.tables
  const { read } = system.store
  const email = DEMO_STAFF.find(({ roles }) => roles.includes('support'))?.email ?? ''
  const [agent] = await read.select().from(staff).where(eq(staff.email, email))
  const [journey] = await read.select().from(journeys).where(eq(journeys.name, 'Signature avancée'))
  const [group] = await read.select().from(usageGroup).where(eq(usageGroup.name, 'Agence de Lyon'))
  const [otherGroup] = await read.select().from(usageGroup).where(eq(usageGroup.name, 'Agence de Nantes'))
  if (!agent || !journey || !group || !otherGroup) throw new Error('the demo is not complete')
  const actor: StaffActor = { ...agent, kind: 'staff', sessionId: randomUUID() }
  const name = { lastName: 'Quetzalvermeil', firstName: 'Ysaline' }
  const contact = {
    email: 'ysaline.quetzalvermeil@example.org',
    phone: '+33199004217',
    idclaimPhone: '+33639981234',
  }
  const clientReference = `MATRIX-${randomUUID().slice(0, 8).toUpperCase()}`
  let sent = ''
  const id360 = {
    ...system.id360,
    createEnrollment: (...call: Parameters<typeof system.id360.createEnrollment>) => {
      sent = JSON.stringify(call)
      return system.id360.createEnrollment(...call)
    },
  }
  const { enrollmentId } = await createEnrollment(
    { ...system, id360, actor },
    {
      ...name,
      ...contact,
      clientReference,
      submissionKey: randomUUID(),
      processId: journey.id,
      groupId: group.id,
      language: 'fr',
    },
  )
  const row = await stored()
  await walk({ id360Id: Number(row.id360Id) }, { outcome: 'OK' })
  const pieces = await until(
    'the evidence',
    async () => {
      const kept = await read.select().from(evidence).where(eq(evidence.enrollmentId, enrollmentId))
      return new Set(kept.map(({ kind }) => kind)).size >= 4 ? kept : null
    },
    60_000,
  )
  const { sealedApiKey, inboxId, callbackSecretSha256 } = await stored()
  const secrets = sent.match(/(?<![\w-])[\w-]{43}(?![\w-])/g) ?? []
  if (!sealedApiKey || secrets.length === 0) throw new Error('the enrollment has no secrets to look for')
  return {
    enrollmentId,
    pieces,
    journeyId: journey.id,
    agentId: agent.id,
    otherGroupId: otherGroup.id,
    /** For the eyes of support and compliance of the group only. */
    personal: Object.values(name),
    /** For those who say why, and then by the reveal alone; evidence holds what the person gave ID360. */
    contacts: Object.values(contact),
    /** For everyone who has the list of the group. */
    clientReference,
    apiKey: openApiKey(system.keys, enrollmentId, sealedApiKey),
    /** For nobody at all. */
    callbackSecrets: [...new Set(secrets), inboxId, callbackSecretSha256],
  }

  async function stored() {
    const [found] = await read.select().from(enrollment).where(eq(enrollment.id, enrollmentId))
    if (!found) throw new Error('the enrollment is not there')
    return found
  }
}
