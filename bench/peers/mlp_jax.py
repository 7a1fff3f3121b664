"""JAX, an epoch as one jitted scan.  python mlp_jax.py small 1   (needs jax and numpy)"""

from measure import arguments, measure

size, threads, task = arguments()

import jax  # after the cores are chosen
import jax.numpy as jnp
import numpy as np

layers = len(task.weights)


def loss_of(parameters, x, y):
    for i, (weight, bias) in enumerate(parameters):
        x = x @ weight + bias
        x = jax.nn.relu(x) if i < layers - 1 else x
    return -jnp.take_along_axis(jax.nn.log_softmax(x), y[:, None], axis=1).mean()


@jax.jit
def train(state, x, y, batches):
    def step(state, rows):
        parameters, m, v, t = state
        loss, gradient = jax.value_and_grad(loss_of)(parameters, x[rows], y[rows])
        t = t + 1
        m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, gradient)
        v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, v, gradient)
        c1, c2 = 1 - 0.9**t, 1 - 0.999**t
        parameters = jax.tree.map(lambda p, m, v: p - 1e-3 * (m / c1) / (jnp.sqrt(v / c2) + 1e-8), parameters, m, v)
        return (parameters, m, v, t), loss

    return jax.lax.scan(step, state, batches)


parameters = [(jnp.asarray(weight), jnp.zeros(weight.shape[1])) for weight in task.weights]
zeros = jax.tree.map(jnp.zeros_like, parameters)
initial = (parameters, zeros, zeros, jnp.float32(0))
data = [jnp.asarray(array) for array in (task.x, task.y, task.batches)]


def epoch():
    return np.asarray(jax.block_until_ready(train(initial, *data))[1])


measure(f"jax {jax.__version__}", size, threads, task.steps, epoch)
