import { z } from 'zod'

/** The input of an action whose verb parses it: typed here, checked there, so that there is one truth and one error. */
export const unparsed = <Input>() => z.custom<Input>()
