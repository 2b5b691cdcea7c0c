import { createHash } from 'node:crypto'
import type { CallbackMessage } from '../callbacks/callback-message'
import { wantsCallback } from '../callbacks/wants-callback'
import type { Sandbox } from '../sandbox'
import type { PendingDelivery } from '../store/deliveries'
import type { Enrollment } from '../store/enrollment'

/**
 * Saves the enrollment and the callbacks that tell of its change, in one transaction, then lets them go.
 * `dueAt(index)` delays the index-th callback (epoch ms; at once by default).
 * Returns how many deliveries were queued: an endpoint that does not want a callback gets none.
 */
export function commit(
  sandbox: Sandbox,
  enrollment: Enrollment,
  messages: readonly CallbackMessage[],
  dueAt: (index: number) => number = () => 0,
): number {
  const queued: PendingDelivery[] = []
  const write = sandbox.store.transaction(() => {
    sandbox.enrollments.save(enrollment)
    if (messages.length === 0) return
    const endpoints = sandbox.enrollments.endpointsOf(enrollment.id)
    const createdAt = Date.now()
    for (const [index, message] of messages.entries()) {
      const sha256 = createHash('sha256').update(message.text).digest('hex')
      for (const endpoint of endpoints) {
        if (!wantsCallback(endpoint.on, message.status)) continue
        queued.push(
          sandbox.deliveries.insert({
            enrollmentId: enrollment.id,
            endpointId: endpoint.id,
            body: message.text,
            sha256,
            status: message.status,
            createdAt,
            dueAt: dueAt(index),
          }),
        )
      }
    }
  })
  write.immediate()
  sandbox.deliverer.add(queued)
  return queued.length
}
