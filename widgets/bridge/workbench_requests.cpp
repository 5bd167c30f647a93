// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked for each part of the results of the selected tensor.
#include "widgets/bridge/workbench.h"

namespace alidade {

AnalysisRequest Workbench::selectedRequest(Part part, const ComponentRequest& coordinates) const
{
    const std::string& tensor = selectedLayer()->tensor.name;
    const std::string& file = m_model->path;
    AnalysisRequest request;
    switch (part) {
    case Part::Statistics: request = statisticsRequest(registries(), file, tensor, coordinates); break;
    case Part::Curve: request = curveRequest(file, tensor, coordinates, m_selection); break;
    case Part::Spectrum: request = spectrumRequest(registries(), file, tensor, coordinates); break;
    case Part::Coded: request = codedRequest(file, tensor, coordinates, m_selection); break;
    case Part::Order: request = profilesRequest(file, tensor, coordinates, {"qq", "tail"}); break;
    case Part::SingularValues: request = profilesRequest(file, tensor, coordinates, {"spectrum"}); break;
    case Part::Picture: request = pictureRequest(file, tensor, coordinates); break;
    case Part::Split: request = splitRequest(file, tensor, coordinates, m_selection.bits()); break;
    case Part::Sensitivity: request = sensitivityRequest(file, tensor, coordinates); break;
    }
    request.matrix = selectedMatrix();
    request.calibration = m_selection.calibration().toStdString();
    return request;
}

/// "%1 · %2 ...": coordinates and tensor, as the list of jobs shows them.
QString Workbench::jobTitle(Part part)
{
    switch (part) {
    case Part::Statistics: break;
    case Part::Curve: return tr("%1 · %2 · curve");
    case Part::Spectrum: return tr("%1 · %2 · spectrum");
    case Part::Coded: return tr("%1 · %2 · coded bytes");
    case Part::Order: return tr("%1 · %2 · tails");
    case Part::SingularValues: return tr("%1 · %2 · singular values");
    case Part::Picture: return tr("%1 · %2 · heat map");
    case Part::Split: return tr("%1 · %2 · low rank");
    case Part::Sensitivity: return tr("%1 · %2 · sensitivity");
    }
    return tr("%1 · %2");
}

} // namespace alidade
