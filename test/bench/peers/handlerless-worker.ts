/** The product's own worker, without the interrupt handler. */
import './without-handler';
import '../../../src/node/sandbox/worker';
