//! Matrix products over row-major f32: `out = rows · weightsᵀ + bias`.

use crate::model::LinearWeights;

/// An affine layer: `weights` is outputs × inputs.
pub(crate) struct Linear {
    pub weights: Vec<f32>,
    pub bias: Vec<f32>,
    pub inputs: usize,
}

impl Linear {
    pub fn new(data: &LinearWeights) -> Linear {
        let bias = data.bias.to_f32();
        let weights = data.weights.to_f32();
        let inputs = weights.len() / bias.len().max(1);
        Linear { weights, bias, inputs }
    }

    pub fn outputs(&self) -> usize {
        self.bias.len()
    }

    /// `count` rows of `input`, each `stride` floats after the one before (less than a row's length where windows overlap).
    pub fn apply(&self, input: &[f32], stride: usize, count: usize, out: &mut [f32]) {
        let outputs = self.outputs();
        assert!(count == 0 || input.len() >= (count - 1) * stride + self.inputs);
        let out = &mut out[..count * outputs];
        for row in out.chunks_exact_mut(outputs) {
            row.copy_from_slice(&self.bias);
        }
        // SAFETY: the input's length is checked above, `out` is sliced to its size, the weights are outputs × inputs by construction.
        unsafe {
            gemm::gemm(
                count,
                outputs,
                self.inputs,
                out.as_mut_ptr(),
                1,
                outputs as isize,
                true,
                input.as_ptr(),
                1,
                stride as isize,
                self.weights.as_ptr(),
                self.inputs as isize,
                1,
                1.0f32,
                1.0f32,
                false,
                false,
                false,
                gemm::Parallelism::None,
            );
        }
    }
}
