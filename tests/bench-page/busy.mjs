// Figures of a busy machine are worth little. Asked before measuring: afterwards the load is our own.
import { availableParallelism, loadavg } from "node:os";

export function tellIfBusy() {
  const [load] = loadavg();
  if (load > availableParallelism() / 2) console.log(`  ! the machine has been busy (load ${load.toFixed(1)} over the last minute): repeat this when it is not`);
}
