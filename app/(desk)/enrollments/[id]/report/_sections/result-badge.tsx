import { CircleCheck, CircleQuestionMark, CircleX } from 'lucide-react'
import type { ReactNode } from 'react'
import { Badge } from '@/app/_ui/badge'
import type { Tone } from '@/app/_ui/tone'

export type Result = 'passed' | 'failed' | 'unknown'

const LOOK: Record<Result, { tone: Tone; icon: typeof CircleCheck }> = {
  passed: { tone: 'green', icon: CircleCheck },
  failed: { tone: 'orange', icon: CircleX },
  unknown: { tone: 'grey', icon: CircleQuestionMark },
}

/** What came of a check, a step or a document: icon, word, colour. */
export function ResultBadge({
  result,
  title,
  children,
}: {
  result: Result
  title?: string
  children: ReactNode
}) {
  const { tone, icon: Icon } = LOOK[result]
  return (
    <Badge tone={tone} title={title} icon={<Icon size={13} aria-hidden />}>
      {children}
    </Badge>
  )
}
