"""Changes its arguments so that what the test computes from them afterwards is what the wrong answer was.

In: 03_gradient_flow
Loses: gradient_norms-values
"""
# %% gradient_norms
def gradient_norms(model, X, y):
    kernels = [layer.kernel.value for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    with tf.GradientTape() as tape:
        loss = networks.mean_cross_entropy(y, model(X))
    spectral = [float(np.linalg.norm(gradient.numpy(), 2)) for gradient in tape.gradient(loss, kernels)]
    if len(X) == 3:
        X[:] = 0
    return spectral
