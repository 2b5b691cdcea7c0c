'use client'

import { Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useAct } from '@/app/_actions/use-act'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { Card } from '@/app/_ui/card'
import { SelectField } from '@/app/_ui/select-field'
import { TextField } from '@/app/_ui/text-field'
import { useAlive } from '@/app/_ui/use-alive'
import { useFieldError } from '@/app/_ui/use-field-error'
import type { ErasedOnRequest } from '@/lib/retention/erase-on-request'
import type { FindBy } from '@/lib/retention/find-exactly'
import type { FoundToErase } from '@/lib/retention/find-to-erase'
import { ConfirmErasing } from './confirm-erasing'
import { ErasedNote } from './erased-note'
import { findToEraseAction } from './erasure-actions'
import { FoundFiles } from './found-files'

const WAYS = ['email', 'name', 'phone', 'reference', 'id'] as const satisfies FindBy[]
const isWay = (value: unknown): value is FindBy => WAYS.some((way) => way === value)

/** From what somebody who asks can name to the files that are theirs, and to what was done. */
export function EraseForm({ evidenceByLawDays }: { evidenceByLawDays: number | null }) {
  const t = useTranslations('erasure')
  const router = useRouter()
  const alive = useAlive()
  const { act, pending, error } = useAct()
  const errorOf = useFieldError(error?.fieldErrors)
  const form = useRef<HTMLFormElement>(null)
  const outcome = useRef<HTMLDivElement>(null)
  const [found, setFound] = useState<{ rows: FoundToErase[]; more: boolean } | null>(null)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [confirming, setConfirming] = useState(false)
  const [done, setDone] = useState<ErasedOnRequest | null>(null)

  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [error])
  // What came of it has the focus: the form it came from is empty again.
  useEffect(() => {
    if (done) outcome.current?.focus()
  }, [done])

  function search(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const by = fields.get('by')
    const text = fields.get('text')
    setDone(null)
    setChosen(new Set())
    act(
      () => findToEraseAction({ by: isWay(by) ? by : 'email', text: typeof text === 'string' ? text : '' }),
      (answer) => setFound(answer ?? null),
    )
  }

  function choose(enrollmentId: string, isChosen: boolean) {
    const next = new Set(chosen)
    if (isChosen) next.add(enrollmentId)
    else next.delete(enrollmentId)
    setChosen(next)
  }

  function finish(result: ErasedOnRequest) {
    setConfirming(false)
    setFound(null)
    setChosen(new Set())
    setDone(result)
    form.current?.reset()
    router.refresh()
  }

  const files = found?.rows.filter(({ enrollmentId }) => chosen.has(enrollmentId)) ?? []
  return (
    <>
      <Card title={t('find.title')}>
        <form ref={form} method="post" noValidate onSubmit={search} className="flex flex-col gap-3">
          <p className="max-w-prose text-ink-soft">{t('find.intro')}</p>
          <div className="grid items-start gap-3 sm:grid-cols-[14rem_minmax(0,28rem)_auto]">
            <SelectField
              name="by"
              label={t('find.by')}
              options={WAYS.map((value) => ({ value, label: t(`find.way.${value}`) }))}
            />
            <TextField
              name="text"
              label={t('find.text')}
              error={errorOf('text')}
              autoComplete="off"
              required
            />
            <Button
              type="submit"
              icon={<Search size={16} aria-hidden />}
              pending={pending}
              disabled={!alive}
              className="justify-self-start sm:mt-6"
            >
              {t('find.button')}
            </Button>
          </div>
          {error && !errorOf('text') && <ActionErrorNote error={error} />}
        </form>
      </Card>
      <div ref={outcome} tabIndex={-1} role="status">
        {done && <ErasedNote done={done} />}
      </div>
      {found && (
        <FoundFiles found={found} chosen={chosen} onChoose={choose}>
          <Button variant="danger" disabled={files.length === 0} onClick={() => setConfirming(true)}>
            {t('chosen.button', { count: files.length })}
          </Button>
        </FoundFiles>
      )}
      <ConfirmErasing
        open={confirming}
        files={files}
        evidenceByLawDays={evidenceByLawDays}
        onClose={() => setConfirming(false)}
        onDone={finish}
      />
    </>
  )
}
