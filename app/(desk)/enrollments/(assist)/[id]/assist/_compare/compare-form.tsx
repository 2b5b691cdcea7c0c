'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { buttonClasses } from '@/app/_ui/button-classes'
import { Checkbox } from '@/app/_ui/checkbox'
import { Dialog } from '@/app/_ui/dialog'
import { TextField } from '@/app/_ui/text-field'
import { useFieldError } from '@/app/_ui/use-field-error'
import type { AssistedView, ComparedDatum, ComparisonView } from '@/lib/assisted/assisted-view'
import { useFlowAction } from '../_flow/use-flow-action'
import { type DateFault, readBirthDate } from './birth-date'
import { sendComparisonsAction } from './send-comparisons-action'
import { showBirthDate } from './show-birth-date'

const FIELDS = ['name', 'first_name', 'birth_date'] as const satisfies ComparedDatum[]
type Values = Partial<Record<ComparedDatum, string>>
type Fault = { at: ComparedDatum; key: DateFault | 'nothing' }

/** What ID360 compares with the document. What was locked before is shown, and not asked again. */
export function CompareForm({
  enrollmentId,
  prefilled,
  sent,
}: {
  enrollmentId: string
  prefilled: AssistedView['prefilled']
  sent: ComparisonView[]
}) {
  const t = useTranslations('assisted.compare')
  const isLocked = (field: ComparedDatum) =>
    sent.some(({ name, locked, state }) => name === field && locked && state !== 'failed')
  const asked = FIELDS.filter((field) => !isLocked(field))
  const [typed, setTyped] = useState<Values>(() => startValues(prefilled, sent))
  const [locked, setLocked] = useState(false)
  const [fault, setFault] = useState<Fault | null>(null)
  const [confirming, setConfirming] = useState<Values | null>(null)
  const { run, pending, error } = useFlowAction(sendComparisonsAction)
  const refusal = useFieldError(error?.fieldErrors)

  function submit(event: FormEvent) {
    event.preventDefault()
    const read = readValues(typed, asked)
    setFault('fault' in read ? read.fault : null)
    if ('fault' in read) return document.getElementById(`compare-${read.fault.at}`)?.focus()
    if (locked) setConfirming(read.values)
    else send(read.values)
  }
  function send(values: Values) {
    setConfirming(null)
    run({ enrollmentId, locked, values })
  }
  const errorOf = (field: ComparedDatum) => (fault?.at === field ? t(`faults.${fault.key}`) : refusal(field))

  return (
    <form onSubmit={submit} noValidate className="flex flex-col items-start gap-4">
      <p className="max-w-prose">{t('explain')}</p>
      <div className="grid w-full max-w-2xl gap-4 sm:grid-cols-2">
        {FIELDS.map((field) =>
          isLocked(field) ? (
            <div key={field}>
              <p className="font-medium">{t(`fields.${field}`)}</p>
              <p>{t('isLocked', { value: typed[field] ?? '' })}</p>
            </div>
          ) : (
            <TextField
              key={field}
              id={`compare-${field}`}
              label={t(`fields.${field}`)}
              hint={field === 'birth_date' ? t('dateHint') : undefined}
              error={errorOf(field)}
              optional
              value={typed[field] ?? ''}
              onChange={(event) => setTyped({ ...typed, [field]: event.target.value })}
              autoComplete="off"
              spellCheck={false}
              maxLength={field === 'birth_date' ? 10 : 200}
              inputMode={field === 'birth_date' ? 'numeric' : undefined}
              className="max-rail:h-11"
            />
          ),
        )}
      </div>
      {asked.length > 0 && (
        <Checkbox
          checked={locked}
          onChange={(event) => setLocked(event.target.checked)}
          label={t('lock')}
          hint={t('lockHint')}
          className="max-w-prose max-rail:min-h-11"
        />
      )}
      {error && Object.keys(error.fieldErrors).length === 0 && <ActionErrorNote error={error} />}
      <div className="flex flex-wrap gap-2">
        {asked.length > 0 && (
          <Button type="submit" variant="primary" pending={pending}>
            {pending ? t('sending') : t('send')}
          </Button>
        )}
        <Link href="?step=document" prefetch={false} scroll={false} className={buttonClasses({})}>
          {t(sent.length > 0 ? 'goOn' : 'skip')}
        </Link>
      </div>
      <Dialog
        open={confirming !== null}
        onClose={() => setConfirming(null)}
        title={t('confirm.title')}
        footer={
          <>
            <Button data-autofocus onClick={() => setConfirming(null)}>
              {t('confirm.back')}
            </Button>
            <Button variant="primary" onClick={() => confirming && send(confirming)}>
              {t('confirm.send')}
            </Button>
          </>
        }
      >
        <p>{t('confirm.body')}</p>
        <dl className="mt-3 flex flex-col gap-1">
          {FIELDS.map((field) => {
            const value = confirming?.[field]
            if (value === undefined) return null
            return (
              <div key={field} className="flex flex-wrap gap-x-2">
                <dt className="text-ink-soft">{t(`fields.${field}`)}</dt>
                <dd className="font-medium">{field === 'birth_date' ? showBirthDate(value) : value}</dd>
              </div>
            )
          })}
        </dl>
      </Dialog>
    </form>
  )
}

function startValues(prefilled: AssistedView['prefilled'], sent: ComparisonView[]): Values {
  const before = (field: ComparedDatum) => sent.find(({ name }) => name === field)?.value
  const birthDate = sent.find(({ name }) => name === 'birth_date')
  return {
    name: before('name') ?? prefilled.name ?? '',
    first_name: before('first_name') ?? prefilled.first_name ?? '',
    // Masked: shown where it is locked, never a start for typing.
    birth_date: birthDate?.locked && birthDate.state !== 'failed' ? showBirthDate(birthDate.value) : '',
  }
}

/** What is to be sent: names without blanks around them, the date as ISO, nothing that is empty. */
function readValues(typed: Values, asked: ComparedDatum[]): { values: Values } | { fault: Fault } {
  const values: Values = {}
  for (const field of asked) {
    const text = typed[field]?.trim() ?? ''
    if (text === '') continue
    if (field !== 'birth_date') {
      values[field] = text
      continue
    }
    const date = readBirthDate(text, new Date().toISOString().slice(0, 10))
    if ('fault' in date) return { fault: { at: field, key: date.fault } }
    values[field] = date.iso
  }
  const [first = 'name'] = asked
  return Object.keys(values).length > 0 ? { values } : { fault: { at: first, key: 'nothing' } }
}
