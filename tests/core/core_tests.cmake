# SPDX-License-Identifier: GPL-3.0-or-later
# What tests share, and the tests of base, numerics, metrics, transforms, quantization, entropy and rate-distortion.
add_library(alidade_test_support STATIC ../support/reference_data.cpp ../support/naive.cpp
  ../support/gradient_reference.cpp ../support/inspect_values.cpp ../support/naive_llama.cpp ../support/process.cpp)
target_link_libraries(alidade_test_support PUBLIC alidade_core Qt6::Core)

alidade_test_headers(alidade_core_test_headers)
foreach(name IN ITEMS attention_heads block_formats calibration cluster compression coordinates cosine energy entropy entropy_coders
        error_feedback feedback_quantizers
        float_formats ggml_quantizers hadamard hadamard_coordinates kernels learned_rotations metric_theory metrics
        moments nulls open orthogonal parameters pca pictures quantization random rans_loops rate_distortion rate_theory report
        safetensors scalar_design scalar_quantizers stored_basis sweep text vector_quantizers)
  alidade_test(tst_${name} tst_${name}.cpp LINK alidade_test_support)
endforeach()
