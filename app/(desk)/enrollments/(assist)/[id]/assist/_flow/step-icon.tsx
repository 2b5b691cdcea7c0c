import { Circle, CircleCheck, CircleDot, CircleSlash, Lock } from 'lucide-react'
import type { AssistStepState } from './assist-steps'

/** The mark of a step; its words stand beside it. */
export function StepIcon({
  state,
  open,
  size = 16,
}: {
  state: AssistStepState
  open: boolean
  size?: number
}) {
  if (open) return <CircleDot size={size} aria-hidden className="shrink-0 text-accent-ink" />
  if (state === 'done') {
    return <CircleCheck size={size} aria-hidden className="tone-green shrink-0 text-tone-ink" />
  }
  if (state === 'passed') return <CircleSlash size={size} aria-hidden className="shrink-0 text-ink-faint" />
  if (state === 'locked') return <Lock size={size} aria-hidden className="shrink-0 text-ink-faint" />
  return <Circle size={size} aria-hidden className="shrink-0 text-ink-soft" />
}
