# SPDX-License-Identifier: Apache-2.0
# A component is a .cpp with a function `void register_NAME(Registry&)`. Naming it in its folder's CMake list both
# compiles it and generates the call, so it cannot be compiled but unregistered, or the reverse.

# alidade_components(MEMBER TYPE name...): MEMBER is the field of Registries, TYPE the registry's type.
function(alidade_components member type)
  foreach(name IN LISTS ARGN)
    target_sources(alidade_core PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/${name}.cpp)
    set_property(GLOBAL APPEND PROPERTY ALIDADE_COMPONENT_DECLARATIONS "void register_${name}(${type}& registry)")
    set_property(GLOBAL APPEND PROPERTY ALIDADE_COMPONENT_CALLS "register_${name}(all.${member})")
  endforeach()
endfunction()

# Writes the generated list of components; called once, after every folder was read.
function(alidade_generate_builtins)
  get_property(declarations GLOBAL PROPERTY ALIDADE_COMPONENT_DECLARATIONS)
  get_property(calls GLOBAL PROPERTY ALIDADE_COMPONENT_CALLS)
  list(JOIN declarations ";\n" ALIDADE_DECLARATIONS)
  list(JOIN calls ";\n    " ALIDADE_CALLS)
  configure_file(${CMAKE_CURRENT_SOURCE_DIR}/registry/builtins.cpp.in ${CMAKE_CURRENT_BINARY_DIR}/builtins.cpp @ONLY)
  target_sources(alidade_core PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/builtins.cpp)
endfunction()
