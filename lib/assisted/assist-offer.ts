import { obstacleOf } from './obstacle-of'
import type { FlowRow } from './take-flow'

/** What the enrollment's page offers: to begin here in the person's place, to go on, or (null) neither. */
export type AssistOffer = 'begin' | 'goOn' | null

type Facts = Omit<Parameters<typeof obstacleOf>[0], 'flow'> & { flow: FlowRow | null }

/**
 * Whether the guided page is offered. A person who has begun by the link is not interrupted: then only a flow that was
 * begun here can be gone on with.
 */
export function assistOffer(facts: Facts): AssistOffer {
  const { enrollment, flow } = facts
  if (obstacleOf(facts) !== null) return null
  if (flow) return flow.stoppedAt === null && flow.finishState !== 'sent' ? 'goOn' : null
  return enrollment.status === 'NEW' ? 'begin' : null
}
