// The entry of a bundle of its own, loaded when the first command of the inbox is called; see `build.mjs`.
export { acceptAnswers } from './accept-answers';
export { answerWithModel } from './answer-with-model';
export { keepAloud, offerToKeep } from './offer-to-keep';
export { makeFromGroup } from './make-from-group';
export { clearInbox, removeKept } from './remove';
export { sweepInbox } from './sweep';
export { typeAnswers } from './type-answers';
export { showWhichToAnswer } from './which-to-answer';
