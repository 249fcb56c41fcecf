// The worker's own file: it answers what the page asks for, one cell each.
import { serve } from "fluxtwin/worker";

serve();
