'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { Choice } from '../_flow/choice'
import { useFlowAction } from '../_flow/use-flow-action'
import { chooseRouteAction } from './route-actions'

/** The routes ID360 offers: a single one is said, several are a choice. */
export function RouteForm({ enrollmentId, routes }: { enrollmentId: string; routes: string[] }) {
  const t = useTranslations('assisted.route')
  const [only, ...others] = routes
  const single = others.length === 0
  const [chosen, setChosen] = useState(single ? only : undefined)
  const { run, pending, error } = useFlowAction(chooseRouteAction)
  function submit(event: FormEvent) {
    event.preventDefault()
    if (chosen !== undefined) run({ enrollmentId, routeId: chosen })
  }
  if (only === undefined) return <p>{t('none')}</p>
  return (
    <form onSubmit={submit} className="flex flex-col items-start gap-4">
      {single ? (
        <p>{t('single', { id: only })}</p>
      ) : (
        <fieldset className="flex w-full max-w-md flex-col gap-2">
          <legend className="mb-2 font-medium">{t('legend')}</legend>
          {routes.map((id) => (
            <Choice
              key={id}
              name="route"
              value={id}
              required
              checked={chosen === id}
              onChange={() => setChosen(id)}
              label={t('label', { id })}
            />
          ))}
          <p className="text-sm text-ink-soft">{t('hint')}</p>
        </fieldset>
      )}
      {error && <ActionErrorNote error={error} />}
      <Button type="submit" variant="primary" pending={pending}>
        {pending ? t('choosing') : t('choose')}
      </Button>
    </form>
  )
}
