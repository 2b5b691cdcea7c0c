'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { CreatedEnrollment } from '@/lib/enrollments/create-enrollment'
import { EnrollmentForm } from './enrollment-form'
import type { FormChoices, FormStart } from './form-choices'
import type { FormValues } from './read-form'

const loadOutcome = () => import('./outcome').then((module) => module.Outcome)
// Fetched while ID360 creates the enrollment.
const Outcome = dynamic(loadOutcome)

/** The form, and in its place what it made; "new one for the same group" is a new form with the same choices. */
export function NewEnrollment({
  choices,
  start: firstStart,
  hiddenLink,
}: {
  choices: FormChoices
  start: FormStart
  hiddenLink: Record<'fr' | 'en', string>
}) {
  const [start, setStart] = useState(firstStart)
  const [round, setRound] = useState(0)
  const [done, setDone] = useState<{ created: CreatedEnrollment; values: FormValues } | null>(null)
  if (!done) {
    return (
      <EnrollmentForm
        key={round}
        choices={choices}
        start={start}
        takeFocus={round > 0}
        onSend={() => void loadOutcome().catch(() => {})}
        onCreated={(created, values) => setDone({ created, values })}
      />
    )
  }
  const { created, values } = done
  const { processId, groupId, language } = values
  const process = choices.processes.find(({ id }) => id === processId)
  return (
    <Outcome
      created={created}
      person={[values.firstName, values.lastName].filter(Boolean).join(' ')}
      language={language}
      byLink={process?.byLink ?? true}
      assisted={process?.assisted ?? false}
      hiddenLink={hiddenLink}
      onAgain={() => {
        setStart({ processId, groupId, language })
        setRound(round + 1)
        setDone(null)
      }}
    />
  )
}
