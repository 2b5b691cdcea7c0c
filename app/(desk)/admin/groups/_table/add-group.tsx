'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Button } from '@/app/_ui/button'
import { toast } from '@/app/_ui/toast'
import { useAlive } from '../../processes/_call/use-alive'
import { useCall } from '../../processes/_call/use-call'
import { createGroupAction } from './group-actions'
import { GroupNameForm } from './group-name-form'

/** One line to add a group; it stays ready for the next one. */
export function AddGroup() {
  const t = useTranslations('groups')
  const alive = useAlive()
  const router = useRouter()
  const { call, pending, failure, setFailure } = useCall()
  return (
    <GroupNameForm
      label={t('name')}
      failure={failure}
      onInput={() => setFailure(null)}
      onName={(name, form) =>
        call(
          () => createGroupAction({ name }),
          () => {
            toast(t('added', { name: name.trim() }))
            form.reset()
            form.querySelector('input')?.focus()
            router.refresh()
          },
        )
      }
    >
      <Button type="submit" variant="primary" pending={pending} disabled={!alive}>
        {t('add')}
      </Button>
    </GroupNameForm>
  )
}
